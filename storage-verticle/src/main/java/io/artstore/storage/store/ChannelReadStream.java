package io.artstore.storage.store;

import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A part of a file as a stream of large pieces, read on the worker pool one at a time as the reader asks.
 *
 * <p>Vert.x's own file stream reads 8 KiB at a time from a pool it shares with everybody. Belongs to the event loop of
 * its reader.
 */
final class ChannelReadStream implements ReadStream<Buffer> {
    private static final int PIECE = 128 * 1024;

    private final FileChannel channel;
    private final WorkerExecutor pool;
    private long position;
    private long remaining;
    private long demand = Long.MAX_VALUE;
    private boolean reading;
    private boolean done;
    private boolean told;
    private Throwable failure;
    private Buffer held;
    private Handler<Buffer> handler;
    private Handler<Void> endHandler;
    private Handler<Throwable> exceptionHandler;

    ChannelReadStream(FileChannel channel, long position, long length, WorkerExecutor pool) {
        this.channel = channel;
        this.position = position;
        this.remaining = length;
        this.pool = pool;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> newHandler) {
        handler = newHandler;
        advance();
        return this;
    }

    /** A short document may have been read before its reader says where to tell the end. */
    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> newHandler) {
        endHandler = newHandler;
        tellTheEnd();
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> newHandler) {
        exceptionHandler = newHandler;
        tellTheEnd();
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        demand = 0;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        advance();
        return this;
    }

    private void advance() {
        if (reading || done || demand == 0 || handler == null) {
            return;
        }
        if (held != null) {
            Buffer piece = held;
            held = null;
            deliver(piece);
            return;
        }
        reading = true;
        int length = (int) Math.min(PIECE, remaining);
        long from = position;
        pool.executeBlocking(() -> read(from, length), false).onComplete(piece -> {
            reading = false;
            if (piece.failed()) {
                fail(piece.cause());
            } else {
                // The reader may have paused meanwhile; the piece waits until it is asked for.
                held = piece.result();
                remaining -= held.length();
                position += held.length();
                advance();
            }
        });
    }

    private void deliver(Buffer piece) {
        if (piece.length() > 0) {
            demand = demand == Long.MAX_VALUE ? demand : Math.max(0, demand - 1);
            handler.handle(piece);
        }
        if (remaining > 0) {
            advance();
        } else {
            done = true;
            tellTheEnd();
        }
    }

    private void fail(Throwable cause) {
        done = true;
        failure = cause;
        tellTheEnd();
    }

    private void tellTheEnd() {
        if (!done || told) {
            return;
        }
        if (failure == null && endHandler != null) {
            told = true;
            endHandler.handle(null);
        } else if (failure != null && exceptionHandler != null) {
            told = true;
            exceptionHandler.handle(failure);
        }
    }

    private Buffer read(long from, int length) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(length);
        while (piece.hasRemaining()) {
            if (channel.read(piece, from + piece.position()) < 0) {
                throw new EOFException("The file ends at " + (from + piece.position()) + ", before its known size");
            }
        }
        return Buffer.buffer(piece.array());
    }
}
