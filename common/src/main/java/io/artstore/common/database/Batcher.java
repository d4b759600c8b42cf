package io.artstore.common.database;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Gathers what is submitted while the previous batch is under way and sends it together, so that a busy module pays for
 * one statement where it has many to make. No timers: a lone submission goes at once. What is asked is asked after its
 * submission, so no answer is older than its question. Belongs to one event loop.
 *
 * <p>When a batch fails its members are tried one by one, so that one bad member does not fail its neighbours.
 */
public final class Batcher<T, R> {
    private static final int MAX_BATCH = 256;

    private final Function<List<T>, Future<List<R>>> send;
    private List<Submission<T, R>> waiting = new ArrayList<>();
    private boolean sending;

    private record Submission<T, R>(T item, Promise<R> promise) {}

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

    private Future<Void> send(List<Submission<T, R>> batch) {
        return send.apply(batch.stream().map(Submission::item).toList())
                .map(results -> complete(batch, results))
                .recover(failure -> batch.size() == 1 ? fail(batch.get(0), failure) : sendSingly(batch));
    }

    private static <T, R> Void complete(List<Submission<T, R>> batch, List<R> results) {
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).promise().complete(results.get(i));
        }
        return null;
    }

    private static <T, R> Future<Void> fail(Submission<T, R> submission, Throwable failure) {
        submission.promise().fail(failure);
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
