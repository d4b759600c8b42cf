package io.artstore.storage.store;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/** Takes whatever comes, and remembers it. */
final class CollectingStream implements WriteStream<Buffer> {
    private final Buffer collected = Buffer.buffer();

    Buffer collected() {
        return collected;
    }

    @Override
    public Future<Void> write(Buffer piece) {
        collected.appendBuffer(piece);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        return Future.failedFuture("whoever sends a part must not end the whole");
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        return this;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return false;
    }

    @Override
    public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
        return this;
    }
}
