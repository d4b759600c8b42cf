package io.artstore.admin.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Moments as the checkpoint writes them: microseconds, left out when zero (checkpoint section 1.0). */
final class Timestamps {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    static String utc(Instant instant) {
        return withoutZone(instant) + "Z";
    }

    /** Null where there is none, as JSON has it. */
    static String utc(Optional<Instant> instant) {
        return instant.map(Timestamps::utc).orElse(null);
    }

    static String withoutZone(Instant instant) {
        Instant exact = instant.truncatedTo(ChronoUnit.MICROS);
        return (exact.getNano() == 0 ? SECONDS : MICROS).format(exact);
    }
}
