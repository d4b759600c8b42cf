package io.artstore.admin.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * How many failed attempts lock a user, and for how long.
 *
 * @param threshold the attempt that locks
 */
public record LockoutPolicy(int threshold, Duration duration) {
    /** The checkpoint's numbers; its lockouts never ended, these do. */
    public static final LockoutPolicy CHECKPOINT = new LockoutPolicy(5, Duration.ofMinutes(30));

    public Instant endOfLockoutFrom(Instant now) {
        return now.plus(duration);
    }
}
