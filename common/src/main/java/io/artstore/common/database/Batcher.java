package io.artstore.common.database;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what is submitted while the previous batch is under way and sends it together, so that a busy module pays for
 * one statement where it has many to make. No timers: a lone submission goes at once. What is asked is asked after its
 * submission, so no answer is older than its question. Belongs to one event loop.
 *
 * <p>When a batch fails or throws, its members are tried one by one, so that one bad member does not fail its neighbours.
 * Whatever happens, every submission is answered and the next batch goes.
 */
public final class Batcher<T, R> {
    private static final Logger LOG = LoggerFactory.getLogger(Batcher.class);
    private static final int MAX_BATCH = 256;

    private final Function<List<T>, Future<List<R>>> send;
    private List<Submission<T, R>> waiting = new ArrayList<>();
    private boolean sending;

    /** Who waits for the result may throw when told of it; that must not cost the neighbours theirs. */
    private record Submission<T, R>(T item, Promise<R> promise) {
        void complete(R result) {
            tell(() -> promise.complete(result));
        }

        void fail(Throwable failure) {
            tell(() -> promise.fail(failure));
        }

        private static void tell(Runnable telling) {
            try {
                telling.run();
            } catch (RuntimeException | Error thrown) {
                LOG.atError().setCause(thrown).log("who waited for a result of a batch threw when told of it");
            }
        }
    }

    /**
     * A batcher.
     *
     * @param send executes a batch; its results stand in the order of the items
     */
    public Batcher(Function<List<T>, Future<List<R>>> send) {
        this.send = send;
    }

    /** The result of this item. */
    public Future<R> submit(T item) {
        Submission<T, R> submission = new Submission<>(item, Promise.promise());
        waiting.add(submission);
        if (!sending) {
            sendNext();
        }
        return submission.promise().future();
    }

    private void sendNext() {
        if (waiting.isEmpty()) {
            sending = false;
            return;
        }
        sending = true;
        int size = Math.min(MAX_BATCH, waiting.size());
        List<Submission<T, R>> batch = List.copyOf(waiting.subList(0, size));
        waiting = new ArrayList<>(waiting.subList(size, waiting.size()));
        send(batch).onComplete(done -> sendNext());
    }

    /** Never fails: whatever becomes of the batch is said to its members. */
    private Future<Void> send(List<Submission<T, R>> batch) {
        return Future.succeededFuture(batch.stream().map(Submission::item).toList())
                .compose(items -> Objects.requireNonNull(send.apply(items), "a batch was answered with no Future"))
                .transform(sent -> sent.succeeded() ? complete(batch, sent.result()) : fail(batch, sent.cause()));
    }

    /** A batch whose results cannot be told apart is not tried again: it has had its effect. */
    private static <T, R> Future<Void> complete(List<Submission<T, R>> batch, List<R> results) {
        if (results == null || results.size() != batch.size()) {
            IllegalStateException mismatch = new IllegalStateException("a batch of " + batch.size()
                    + " items was answered with " + (results == null ? "no" : results.size()) + " results");
            batch.forEach(submission -> submission.fail(mismatch));
            return Future.succeededFuture();
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).complete(results.get(i));
        }
        return Future.succeededFuture();
    }

    private Future<Void> fail(List<Submission<T, R>> batch, Throwable failure) {
        if (batch.size() > 1) {
            return sendSingly(batch);
        }
        batch.get(0).fail(failure);
        return Future.succeededFuture();
    }

    private Future<Void> sendSingly(List<Submission<T, R>> batch) {
        Future<Void> chain = Future.succeededFuture();
        for (Submission<T, R> submission : batch) {
            chain = chain.compose(previous -> send(List.of(submission)));
        }
        return chain;
    }
}
