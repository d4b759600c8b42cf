package io.artstore.storage.service.fixity;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Holds whoever reads in the background to so many bytes per second. Belongs to one event loop. */
public final class Pace {
    /** A document costs the disk a seek, however small it is. */
    static final long LEAST_BYTES = 64 * 1024;

    private static final long MIN_WAIT_MILLIS = 2;

    private final Vertx vertx;
    private final long bytesPerSecond;
    private final LongSupplier nanos;
    private long freeAt;

    /**
     * A pace that begins now.
     *
     * @param bytesPerSecond 0 for as fast as it goes
     */
    public Pace(Vertx vertx, long bytesPerSecond) {
        this(vertx, bytesPerSecond, System::nanoTime);
    }

    Pace(Vertx vertx, long bytesPerSecond, LongSupplier nanos) {
        this.vertx = vertx;
        this.bytesPerSecond = bytesPerSecond;
        this.nanos = nanos;
        this.freeAt = nanos.getAsLong();
    }

    /** Completes when so many bytes are paid for. */
    Future<Void> spend(long bytes) {
        long wait = waitMillis(bytes);
        return wait < MIN_WAIT_MILLIS
                ? Future.succeededFuture()
                : vertx.timer(wait, TimeUnit.MILLISECONDS).mapEmpty();
    }

    /** Time that was not used is gone: after a pause nobody reads faster. */
    long waitMillis(long bytes) {
        if (bytesPerSecond == 0) {
            return 0;
        }
        long now = nanos.getAsLong();
        long begin = freeAt - now > 0 ? freeAt : now;
        freeAt = begin + Math.round(bytes * 1e9 / bytesPerSecond);
        return TimeUnit.NANOSECONDS.toMillis(freeAt - now);
    }
}
