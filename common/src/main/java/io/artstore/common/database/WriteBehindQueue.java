package io.artstore.common.database;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes items in batches behind the requests they come from, so that nobody waits for it. Belongs to one event loop.
 *
 * <p>One batch is under way at a time, and the next forms meanwhile. What does not fit into the queue, or what the sink
 * refuses, is lost: counted, and logged once for each outage.
 */
public final class WriteBehindQueue<T> {
    /** To gather nothing but what comes while a batch is under way. */
    public static final Executor AT_ONCE = Runnable::run;

    private static final Logger LOG = LoggerFactory.getLogger(WriteBehindQueue.class);

    /** How much may wait, and how much is written at once. */
    public record Bounds(int waiting, int batch) {
        public static final Bounds DEFAULT = new Bounds(10_000, 500);
    }

    /**
     * Where losses show.
     *
     * @param items what is lost, in the plural, for the log
     */
    public record Losses(String items, Counter counter) {
        public Losses {
            Objects.requireNonNull(items, "items");
            Objects.requireNonNull(counter, "counter");
        }
    }

    private final Bounds bounds;
    private final Executor gatherTime;
    private final Function<List<T>, Future<Void>> sink;
    private final Losses losses;
    private final ArrayDeque<T> waiting = new ArrayDeque<>();

    private Future<Void> writing = Future.succeededFuture();
    private boolean gathering;
    private boolean flushing;
    private boolean losing;

    /**
     * An empty queue.
     *
     * @param gatherTime runs what it is given once a batch has had its time to gather; a full one does not wait for it
     */
    public WriteBehindQueue(Bounds bounds, Executor gatherTime, Function<List<T>, Future<Void>> sink, Losses losses) {
        this.bounds = Objects.requireNonNull(bounds, "bounds");
        this.gatherTime = Objects.requireNonNull(gatherTime, "gatherTime");
        this.sink = Objects.requireNonNull(sink, "sink");
        this.losses = Objects.requireNonNull(losses, "losses");
    }

    /** Takes an item to be written soon; returns whether there was room. */
    public boolean add(T item) {
        if (waiting.size() >= bounds.waiting()) {
            lose(1, new IllegalStateException(bounds.waiting() + " " + losses.items() + " are waiting already"));
            return false;
        }
        waiting.add(item);
        proceed();
        return true;
    }

    /** Has everything taken so far written as soon as what is under way is done. */
    public void flush() {
        flushing = !waiting.isEmpty();
        proceed();
    }

    /** Completes when everything taken so far is written or lost. */
    public Future<Void> drain() {
        flush();
        return writing.isComplete()
                ? Future.succeededFuture()
                : writing.otherwiseEmpty().compose(done -> drain());
    }

    private void proceed() {
        if (!writing.isComplete() || waiting.isEmpty()) {
            return;
        }
        if (flushing || waiting.size() >= bounds.batch()) {
            writeNext();
        } else if (!gathering) {
            gathering = true;
            gatherTime.execute(this::gathered);
        }
    }

    private void gathered() {
        gathering = false;
        flush();
    }

    private void writeNext() {
        List<T> batch = new ArrayList<>(Math.min(waiting.size(), bounds.batch()));
        while (batch.size() < bounds.batch() && !waiting.isEmpty()) {
            batch.add(waiting.poll());
        }
        flushing = flushing && !waiting.isEmpty();
        writing = Future.succeededFuture(batch)
                .compose(sink)
                .onSuccess(done -> losing = false)
                .onFailure(failure -> lose(batch.size(), failure));
        writing.onComplete(done -> proceed());
    }

    private void lose(int items, Throwable cause) {
        losses.counter().increment(items);
        if (!losing) {
            losing = true;
            LOG.atWarn()
                    .addKeyValue("metric", losses.counter().getId().getName())
                    .setCause(cause)
                    .log("{} are being lost", losses.items());
        }
    }
}
