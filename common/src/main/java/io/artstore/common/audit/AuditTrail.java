package io.artstore.common.audit;

import io.artstore.common.audit.AuditedRead.Served;
import io.artstore.common.contract.admin.AuditApi;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.database.WriteBehindQueue;
import io.artstore.common.database.WriteBehindQueue.Bounds;
import io.artstore.common.database.WriteBehindQueue.Losses;
import io.artstore.common.metrics.Metrics;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Takes events that have no transaction of their own, such as reads and refusals, and hands them to admin a moment later,
 * or to the outbox where admin does not take them. Equal reads of one moment are one event that says how many there were.
 *
 * <p>Nobody waits for it: what does not fit into the queue, what neither admin nor the database takes, and what waits when
 * the process is killed, is lost; the first two are counted in {@code artstore_audit_events_lost_total} and logged once for
 * each outage. Belongs to one event loop.
 */
public final class AuditTrail {
    static final String LOST = "artstore.audit.events.lost";
    /** About 10 MB. */
    static final Bounds BOUNDS = new Bounds(10_000, AuditApi.MAX_BATCH);

    private final AuditDelivery delivery;
    private final WriteBehindQueue<Supplier<AuditEvent>> queue;
    private final Map<AuditedRead, CountedRead> reads = new HashMap<>();

    /**
     * A trail with an empty queue.
     *
     * @param name the listener it belongs to, as in metrics
     * @param gatherTime as {@link WriteBehindQueue} takes it
     */
    AuditTrail(String name, AuditDelivery delivery, Executor gatherTime, Bounds bounds) {
        this.delivery = Objects.requireNonNull(delivery, "delivery");
        Counter lost = Counter.builder(LOST)
                .description("Events of reads and refusals that the audit log will not have")
                .tag("outbox", name)
                .register(Metrics.registry());
        this.queue = new WriteBehindQueue<>(
                bounds, gatherTime, this::deliver, new Losses("audit events without a change at " + name, lost));
    }

    /** Takes an event, which is on its way within the gather time. */
    public void record(AuditEvent event) {
        queue.add(() -> event);
    }

    /** Takes an event that is worth a batch of its own, so that a kill finds it here for milliseconds only. */
    public void recordAtOnce(AuditEvent event) {
        queue.add(() -> event);
        queue.flush();
    }

    /** Takes a read; one that is equal to a read which still waits is counted there. */
    public void record(AuditedRead read, Served served) {
        CountedRead waiting = reads.get(read);
        if (waiting != null) {
            waiting.add(served);
            return;
        }
        CountedRead first = new CountedRead(read, served);
        reads.put(read, first);
        if (!queue.add(first)) {
            reads.remove(read);
        }
    }

    /** Completes when everything taken so far is in the log, in the outbox or lost. */
    Future<Void> drain() {
        return queue.drain();
    }

    /** Leaves everything to the outbox from now on, also what admin has not confirmed yet. */
    void hurry() {
        delivery.hurry();
    }

    private Future<Void> deliver(List<Supplier<AuditEvent>> batch) {
        for (Supplier<AuditEvent> item : batch) {
            if (item instanceof CountedRead read) {
                reads.remove(read.read());
            }
        }
        return delivery.deliver(batch.stream().map(Supplier::get).toList());
    }
}
