package io.artstore.query.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;

/** Times as the checkpoint writes them: UTC with {@code Z}, six decimals or none. */
final class JsonTimes {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'");
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    private JsonTimes() {}

    static String format(Instant time) {
        boolean whole = time.get(ChronoField.MICRO_OF_SECOND) == 0;
        return (whole ? SECONDS : MICROS).format(time.atOffset(ZoneOffset.UTC));
    }
}
