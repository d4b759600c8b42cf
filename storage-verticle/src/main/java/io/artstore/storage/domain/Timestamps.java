package io.artstore.storage.domain;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The checkpoint's spelling of moments, which is that of Python's {@code isoformat()}: microseconds, {@code +00:00}. */
public final class Timestamps {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** Now, as exact as the database and the attribute file can keep it. */
    public static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** For example {@code 2026-11-22T12:47:47.291151+00:00}; without fraction where it is zero. */
    public static String format(Instant moment) {
        int micros = moment.get(ChronoField.MICRO_OF_SECOND);
        String fraction = micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros);
        return SECONDS.format(moment) + fraction + "+00:00";
    }

    /**
     * Reads what the original reads: with {@code Z} or an offset, without either (then UTC), with a space for the T.
     *
     * @throws DateTimeParseException where it is none of these
     */
    public static Instant parse(String text) {
        String iso = text.strip().replace(' ', 'T');
        try {
            return OffsetDateTime.parse(iso).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeParseException withoutOffset) {
            return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
        }
    }
}
