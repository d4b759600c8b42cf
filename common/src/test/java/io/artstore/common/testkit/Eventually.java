package io.artstore.common.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for what happens in the background, as long as a busy machine may need; looks often at first, then less often. */
public final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final long SHORTEST_PAUSE_NANOS = 5_000_000;
    private static final long LONGEST_PAUSE_NANOS = 100_000_000;

    private Eventually() {}

    /** Returns when the condition holds; fails when it does not within {@link #LIMIT}, or when looking fails. */
    public static void holds(Callable<Boolean> condition) {
        holds("the condition", condition);
    }

    /** As {@link #holds(Callable)}; a failure names what was waited for. */
    public static void holds(String what, Callable<Boolean> condition) {
        value(what, condition, Boolean.TRUE::equals);
    }

    /** Looks until what is seen is what is wanted, and returns it; a failure names what was waited for and was seen last. */
    public static <T> T value(String what, Callable<T> look, Predicate<? super T> wanted) {
        long end = System.nanoTime() + LIMIT.toNanos();
        long pause = SHORTEST_PAUSE_NANOS;
        T seen = see(what, look);
        while (!wanted.test(seen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + ": not so within " + LIMIT + "; last seen: " + seen);
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(LONGEST_PAUSE_NANOS, pause + pause / 2);
            seen = see(what, look);
        }
        return seen;
    }

    private static <T> T see(String what, Callable<T> look) {
        try {
            return look.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("could not look: " + what, e);
        }
    }
}
