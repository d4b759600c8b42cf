package io.artstore.storage.store;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** A stream of given pieces that honours pauses, begins paused, and delivers on a context. */
final class PiecesStream implements ReadStream<Buffer> {
    private final Context context;
    private final Deque<Buffer> pieces = new ArrayDeque<>();
    private Handler<Buffer> handler;
    private Handler<Void> endHandler;
    private boolean flowing;

    PiecesStream(Context context, byte[]... pieces) {
        this.context = context;
        Arrays.stream(pieces).map(Buffer::buffer).forEach(this.pieces::add);
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> newHandler) {
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> newHandler) {
        handler = newHandler;
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> newHandler) {
        endHandler = newHandler;
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        flowing = false;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        flowing = true;
        context.runOnContext(next -> deliver());
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        return resume();
    }

    private void deliver() {
        if (!flowing) {
            return;
        }
        Buffer piece = pieces.poll();
        if (piece == null) {
            flowing = false;
            endHandler.handle(null);
        } else {
            handler.handle(piece);
            context.runOnContext(next -> deliver());
        }
    }
}
