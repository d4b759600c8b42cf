package io.artstore.storage.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One stream on its way into a staging file, with back-pressure: while a piece is written on the worker pool the next
 * one gathers, and the source is paused before more than {@value #HIGH_WATER} bytes wait.
 *
 * <p>A small document needs a single visit to the pool: opened, written, synced and closed in one go. Belongs to the
 * event loop that the stream delivers on.
 */
final class StagingTransfer {
    private static final int PIECE = 128 * 1024;
    private static final int HIGH_WATER = 512 * 1024;

    private final WorkerExecutor pool;
    private final LocalTree tree;
    private final Path path;
    private final ReadStream<Buffer> source;
    private final ByteMeter meter;
    private final Promise<Fingerprint> result = Promise.promise();

    private List<Buffer> waiting = new ArrayList<>();
    private int waitingBytes;
    private boolean paused;
    private boolean writing;
    private boolean ended;
    private Throwable failure;
    /** Touched on the pool only, by one job at a time. */
    private StagingFile file;

    StagingTransfer(WorkerExecutor pool, LocalTree tree, Path path, ReadStream<Buffer> source, ByteMeter meter) {
        this.pool = pool;
        this.tree = tree;
        this.path = path;
        this.source = source;
        this.meter = meter;
    }

    /** Takes the source, which must be paused, to its end. */
    Future<Fingerprint> run() {
        source.exceptionHandler(this::fail);
        source.handler(this::receive);
        source.endHandler(end -> {
            ended = true;
            advance();
        });
        source.resume();
        return result.future();
    }

    private void receive(Buffer piece) {
        if (failure != null) {
            return;
        }
        try {
            meter.count(piece.length());
        } catch (RuntimeException refused) {
            fail(refused);
            return;
        }
        waiting.add(piece);
        waitingBytes += piece.length();
        if (waitingBytes >= HIGH_WATER && !paused) {
            paused = true;
            source.pause();
        }
        advance();
    }

    private void fail(Throwable cause) {
        if (failure == null && !ended) {
            failure = cause;
            source.pause();
            advance();
        }
    }

    /** Starts the next job of the pool, if there is one to start. */
    private void advance() {
        if (writing) {
            return;
        }
        if (failure != null) {
            abandon();
        } else if (ended) {
            writing = true;
            List<Buffer> pieces = takeWaiting();
            pool.executeBlocking(() -> appendAndSeal(pieces), false).onComplete(outcome -> {
                if (outcome.succeeded()) {
                    result.complete(outcome.result());
                } else {
                    writing = false;
                    failure = outcome.cause();
                    abandon();
                }
            });
        } else if (waitingBytes >= PIECE) {
            writing = true;
            List<Buffer> pieces = takeWaiting();
            pool.executeBlocking(() -> append(pieces), false).onComplete(written -> {
                writing = false;
                if (written.failed()) {
                    fail(written.cause());
                }
                resumeIfPaused();
                advance();
            });
        }
    }

    private List<Buffer> takeWaiting() {
        List<Buffer> pieces = waiting;
        waiting = new ArrayList<>();
        waitingBytes = 0;
        return pieces;
    }

    private void resumeIfPaused() {
        if (paused && failure == null) {
            paused = false;
            source.resume();
        }
    }

    private void abandon() {
        writing = true;
        Throwable cause = failure;
        pool.executeBlocking(this::closeFile, false).onComplete(closed -> result.fail(cause));
    }

    private Void append(List<Buffer> pieces) throws java.io.IOException {
        openFile().append(pieces);
        return null;
    }

    private Fingerprint appendAndSeal(List<Buffer> pieces) throws java.io.IOException {
        StagingFile target = openFile();
        target.append(pieces);
        return target.seal();
    }

    private StagingFile openFile() throws java.io.IOException {
        if (file == null) {
            file = new StagingFile(tree, path);
        }
        return file;
    }

    private Void closeFile() throws java.io.IOException {
        if (file != null) {
            file.close();
        }
        return null;
    }
}
