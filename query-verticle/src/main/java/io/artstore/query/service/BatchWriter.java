package io.artstore.query.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records beside the requests they are about, so that nobody waits for them. Belongs to one event loop.
 *
 * <p>A batch forms while the one before it is being written; there are no timers. What does not fit into the queue, or
 * into a database that refuses it, is lost: counted in {@code artstore.query.records.lost} and logged, at most once for
 * each outage.
 */
public final class BatchWriter<T> {
    static final String LOST = "artstore.query.records.lost";

    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    /** How much may wait, and how much is written at once. */
    public record Bounds(int waiting, int batch) {
        public static final Bounds DEFAULT = new Bounds(10_000, 500);
    }

    private final String kind;
    private final Function<List<T>, Future<Void>> sink;
    private final Bounds bounds;
    private final Counter lost;
    private final ArrayDeque<T> waiting = new ArrayDeque<>();

    private Future<Void> writing = Future.succeededFuture();
    private boolean losing;

    /**
     * A writer with an empty queue.
     *
     * @param kind what the records are, for logs and metrics, such as {@code search_history}
     */
    public BatchWriter(String kind, Function<List<T>, Future<Void>> sink, Bounds bounds, MeterRegistry registry) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.sink = Objects.requireNonNull(sink, "sink");
        this.bounds = Objects.requireNonNull(bounds, "bounds");
        this.lost = Counter.builder(LOST)
                .description("Records that were not written because the queue was full or the database refused them")
                .tag("kind", kind)
                .register(registry);
    }

    /** Takes a record to be written soon. */
    public void add(T item) {
        if (waiting.size() >= bounds.waiting()) {
            lose(1, new IllegalStateException(bounds.waiting() + " records are waiting already"));
            return;
        }
        waiting.add(item);
        if (writing.isComplete()) {
            writeNext();
        }
    }

    /** Completes when everything taken so far is written or lost. */
    public Future<Void> drain() {
        return writing.isComplete() && waiting.isEmpty()
                ? Future.succeededFuture()
                : writing.otherwiseEmpty().compose(done -> drain());
    }

    private void writeNext() {
        List<T> batch = new ArrayList<>(Math.min(waiting.size(), bounds.batch()));
        while (batch.size() < bounds.batch() && !waiting.isEmpty()) {
            batch.add(waiting.poll());
        }
        writing = Future.succeededFuture(batch)
                .compose(sink)
                .onSuccess(done -> losing = false)
                .onFailure(failure -> lose(batch.size(), failure));
        writing.onComplete(done -> {
            if (!waiting.isEmpty()) {
                writeNext();
            }
        });
    }

    private void lose(int records, Throwable cause) {
        lost.increment(records);
        if (!losing) {
            losing = true;
            LOG.warn("Records of {} are being lost; see the metric {}", kind, LOST, cause);
        }
    }
}
