package io.artstore.common.audit;

import io.artstore.common.audit.repository.AuditOutboxRepository;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.metrics.Metrics;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events that have no transaction of their own, such as reads and refusals, and writes them to the outbox a moment
 * later. Nobody waits for it: what does not fit into the queue, or into a database that refuses it, is lost, counted in
 * {@code artstore_audit_events_lost_total} and logged once for each outage. Belongs to one event loop.
 */
public final class AuditTrail {
    static final String LOST = "artstore.audit.events.lost";

    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
    private static final int MAX_BATCH = 500;

    private final String name;
    private final AuditOutboxRepository outbox;
    private final Runnable written;
    private final int capacity;
    private final Counter lost;
    private final ArrayDeque<AuditEvent> waiting = new ArrayDeque<>();

    private Future<Void> writing = Future.succeededFuture();
    private boolean losing;

    /**
     * A trail with an empty queue.
     *
     * @param name the listener it belongs to, as in metrics
     * @param written called when events have come into the outbox: {@link AuditRelay#wake()}
     * @param capacity the most events that wait
     */
    public AuditTrail(String name, AuditOutboxRepository outbox, Runnable written, int capacity) {
        this.name = Objects.requireNonNull(name, "name");
        this.outbox = Objects.requireNonNull(outbox, "outbox");
        this.written = Objects.requireNonNull(written, "written");
        this.capacity = capacity;
        this.lost = Counter.builder(LOST)
                .description("Events of reads and refusals that the audit log will not have")
                .tag("outbox", name)
                .register(Metrics.registry());
    }

    /** Takes an event. */
    public void record(AuditEvent event) {
        if (waiting.size() >= capacity) {
            lose(1, new IllegalStateException(capacity + " events are waiting already"));
            return;
        }
        waiting.add(event);
        if (writing.isComplete()) {
            writeNext();
        }
    }

    /** Completes when everything taken so far is in the outbox or lost. */
    public Future<Void> drain() {
        return writing.isComplete() && waiting.isEmpty()
                ? Future.succeededFuture()
                : writing.otherwiseEmpty().compose(done -> drain());
    }

    private void writeNext() {
        List<AuditEvent> batch = new ArrayList<>(Math.min(waiting.size(), MAX_BATCH));
        while (batch.size() < MAX_BATCH && !waiting.isEmpty()) {
            batch.add(waiting.poll());
        }
        writing = outbox.add(AuditJson.writeAll(batch))
                .onSuccess(done -> {
                    losing = false;
                    written.run();
                })
                .onFailure(failure -> lose(batch.size(), failure));
        writing.onComplete(done -> {
            if (!waiting.isEmpty()) {
                writeNext();
            }
        });
    }

    private void lose(int events, Throwable cause) {
        lost.increment(events);
        if (!losing) {
            losing = true;
            LOG.atWarn()
                    .addKeyValue("outbox", name)
                    .setCause(cause)
                    .log("audit events of reads and refusals are being lost");
        }
    }
}
