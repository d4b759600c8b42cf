package io.artstore.storage.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The content of a file part, as a stream that begins paused. While its reader is not ready the request is paused, so that
 * no more waits here than one piece of the request held.
 *
 * <p>A failure is never lost: the client may leave before anybody listens, or the form may turn out broken elsewhere, and
 * whoever reads the part must learn of it.
 */
final class PartStream implements ReadStream<Buffer> {
    private final HttpServerRequest request;
    private final Deque<Buffer> waiting = new ArrayDeque<>();
    private Handler<Buffer> handler = piece -> {};
    private Handler<Void> endHandler = end -> {};
    private Handler<Throwable> exceptionHandler = failed -> {};
    private long demand;
    private boolean complete;
    private boolean ended;
    private boolean draining;
    private boolean holding;
    private Throwable failure;

    PartStream(HttpServerRequest request) {
        this.request = request;
    }

    /** The next piece has arrived. */
    void accept(Buffer piece) {
        waiting.add(piece);
        drain();
    }

    /** No further piece will arrive. */
    void complete() {
        complete = true;
        drain();
    }

    /** Breaks the stream off; the first reason counts. */
    void fail(Throwable cause) {
        if (failure == null && !ended) {
            failure = cause;
            waiting.clear();
            exceptionHandler.handle(cause);
        }
    }

    @Override
    public PartStream exceptionHandler(Handler<Throwable> newHandler) {
        exceptionHandler = newHandler == null ? failed -> {} : newHandler;
        if (failure != null) {
            exceptionHandler.handle(failure);
        }
        return this;
    }

    @Override
    public PartStream handler(Handler<Buffer> newHandler) {
        handler = newHandler == null ? piece -> {} : newHandler;
        return this;
    }

    @Override
    public PartStream endHandler(Handler<Void> newHandler) {
        endHandler = newHandler == null ? end -> {} : newHandler;
        return this;
    }

    @Override
    public PartStream pause() {
        demand = 0;
        return this;
    }

    @Override
    public PartStream resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public PartStream fetch(long amount) {
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        drain();
        return this;
    }

    /** The reader may pause or resume from within, so this must not begin anew inside of itself. */
    private void drain() {
        if (draining || failure != null) {
            return;
        }
        draining = true;
        while (demand > 0 && !waiting.isEmpty()) {
            demand = demand == Long.MAX_VALUE ? demand : demand - 1;
            handler.handle(waiting.poll());
        }
        draining = false;
        if (failure == null && complete && waiting.isEmpty() && demand > 0 && !ended) {
            ended = true;
            endHandler.handle(null);
        }
        holdOrRelease();
    }

    private void holdOrRelease() {
        boolean full = !waiting.isEmpty() && failure == null;
        if (full && !holding) {
            request.pause();
        } else if (!full && holding) {
            request.resume();
        }
        holding = full;
    }
}
