package io.artstore.common.ratelimit;

import java.time.Duration;

/**
 * What is left of a key's requests per minute.
 *
 * @param limit requests per minute
 * @param remaining how many more may come at once
 * @param untilFull when all of them may come at once again
 * @param retryAfter when the next one may come; nothing where it may come now
 */
public record Budget(int limit, long remaining, Duration untilFull, Duration retryAfter) {

    /** Whether the request that asked may go on. */
    public boolean admitted() {
        return retryAfter.isZero();
    }

    /** Whole seconds, rounded up, so that whoever waits that long is not refused again. */
    public long retryAfterSeconds() {
        return roundedUp(retryAfter);
    }

    public long untilFullSeconds() {
        return roundedUp(untilFull);
    }

    private static long roundedUp(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}
