package io.artstore.query.repository;

import java.time.Duration;

/** Durations for the checkpoint's integer columns. */
final class Millis {
    private Millis() {}

    /** Whole milliseconds, at most what the column holds: 24 days. */
    static int ofInt(Duration elapsed) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, elapsed.toMillis()));
    }
}
