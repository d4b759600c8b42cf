package io.artstore.storage.service;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** A document on its way in, of which the first kilobytes are looked at as they pass. */
final class DocumentHead implements ReadStream<Buffer> {
    static final int BYTES = 8 * 1024;

    private final ReadStream<Buffer> document;
    private final Promise<Buffer> head = Promise.promise();
    private final Buffer begun = Buffer.buffer();
    private Handler<Throwable> whenBroken = failure -> {};

    DocumentHead(ReadStream<Buffer> document) {
        this.document = document;
    }

    /** The first {@value #BYTES} bytes, or all there are; nothing ever, where the document breaks off before. */
    Future<Buffer> bytes() {
        return head.future();
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
        document.handler(
                handler == null
                        ? null
                        : piece -> {
                            gather(piece);
                            handler.handle(piece);
                        });
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> handler) {
        document.endHandler(end -> {
            head.tryComplete(begun);
            if (handler != null) {
                handler.handle(end);
            }
        });
        return this;
    }

    private void gather(Buffer piece) {
        int missing = BYTES - begun.length();
        if (missing > 0) {
            begun.appendBuffer(piece, 0, Math.min(missing, piece.length()));
            if (begun.length() == BYTES) {
                head.tryComplete(begun);
            }
        }
    }

    /** Ends the document for a reason of ours, as if its source had failed: whoever reads it stops. */
    void breakOff(Throwable reason) {
        whenBroken.handle(reason);
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        whenBroken = handler == null ? failure -> {} : handler;
        document.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        document.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        document.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        document.fetch(amount);
        return this;
    }
}
