package io.artstore.common.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments as microseconds since 1970, which is how finely the databases tell them apart: what cursors of lists hold. */
public final class EpochMicros {
    private EpochMicros() {}

    /** By way of nanoseconds the library would not get past the year 2262. */
    public static long of(Instant moment) {
        return Math.addExact(Math.multiplyExact(moment.getEpochSecond(), 1_000_000L), moment.getNano() / 1_000);
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
