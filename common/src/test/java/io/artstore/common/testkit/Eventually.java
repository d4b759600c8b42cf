package io.artstore.common.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens in the background, as long as a busy machine may need. */
public final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = 10_000_000;

    private Eventually() {}

    /** Returns when the condition holds; fails when it does not within a minute. */
    public static void holds(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come to hold within " + LIMIT);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
