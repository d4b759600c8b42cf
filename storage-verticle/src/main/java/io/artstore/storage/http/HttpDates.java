package io.artstore.storage.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Dates in HTTP headers (RFC 9110 section 5.6.7), exact to the second. */
final class HttpDates {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HttpDates() {}

    static String format(Instant moment) {
        return FORM.format(moment);
    }

    /** Nothing for what is no date: the RFC wants such headers ignored. */
    static Optional<Instant> parse(String header) {
        try {
            return Optional.of(FORM.parse(header.strip(), Instant::from));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    static Instant seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }
}
