package io.artstore.storage.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.streams.ReadStream;

/**
 * A file part whose failure is never lost: the client may leave before anybody listens, or the form may turn out broken
 * elsewhere, and whoever reads the part must learn of it.
 */
final class PartStream implements ReadStream<Buffer> {
    private final HttpServerFileUpload part;
    private Handler<Throwable> exceptionHandler;
    private Throwable failure;
    private boolean ended;
    private long deliveredBytes;

    /** Takes the part and pauses it. */
    PartStream(HttpServerFileUpload part) {
        this.part = part;
        part.pause();
        part.exceptionHandler(this::fail);
    }

    /** How much of the part its reader has seen. */
    long deliveredBytes() {
        return deliveredBytes;
    }

    /** Breaks the stream off; the first reason counts. */
    void fail(Throwable cause) {
        if (failure != null || ended) {
            return;
        }
        failure = cause;
        if (exceptionHandler != null) {
            exceptionHandler.handle(cause);
        }
    }

    @Override
    public PartStream exceptionHandler(Handler<Throwable> handler) {
        exceptionHandler = handler;
        if (failure != null && handler != null) {
            handler.handle(failure);
        }
        return this;
    }

    @Override
    public PartStream handler(Handler<Buffer> handler) {
        part.handler(piece -> {
            deliveredBytes += piece.length();
            if (handler != null && failure == null) {
                handler.handle(piece);
            }
        });
        return this;
    }

    @Override
    public PartStream endHandler(Handler<Void> handler) {
        part.endHandler(end -> {
            ended = true;
            if (handler != null && failure == null) {
                handler.handle(null);
            }
        });
        return this;
    }

    @Override
    public PartStream pause() {
        part.pause();
        return this;
    }

    @Override
    public PartStream resume() {
        part.resume();
        return this;
    }

    @Override
    public PartStream fetch(long amount) {
        part.fetch(amount);
        return this;
    }
}
