package io.artstore.common.http.fields;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Points in time as ISO 8601 writes them, to the microsecond that PostgreSQL keeps. */
final class Instants {
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:mm", "Z")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final int MAX_YEAR = 9999;

    private static final BigDecimal MILLISECONDS_FROM = new BigDecimal("2e10");

    private Instants() {}

    /** Null after a rejection. */
    static Instant parse(Slot slot, String text) {
        try {
            TemporalAccessor parsed =
                    FORMAT.parseBest(separated(text), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            return ofKnownYear(instant(parsed));
        } catch (DateTimeException e) {
            // The parser's own words name Java classes.
            return rejected(slot, text);
        }
    }

    /** Seconds, or milliseconds from where the checkpoint takes them for such. Null after a rejection. */
    static Instant ofUnix(Slot slot, Number number) {
        try {
            BigDecimal given = new BigDecimal(number.toString());
            BigDecimal seconds = given.abs().compareTo(MILLISECONDS_FROM) > 0 ? given.movePointLeft(3) : given;
            long whole = seconds.setScale(0, RoundingMode.FLOOR).longValueExact();
            long nanos = seconds.subtract(BigDecimal.valueOf(whole))
                    .movePointRight(9)
                    .longValue();
            return ofKnownYear(Instant.ofEpochSecond(whole, nanos));
        } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
            return rejected(slot, number);
        }
    }

    private static Instant ofKnownYear(Instant instant) {
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > MAX_YEAR) {
            throw new DateTimeException("year " + year);
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant rejected(Slot slot, Object value) {
        slot.reject(
                "datetime_parsing",
                "must be a date or date-time such as 2025-11-16T08:30:00Z or 2025-11-16, not " + slot.show(value));
        return null;
    }

    private static Instant instant(TemporalAccessor parsed) {
        if (parsed instanceof OffsetDateTime dateTime) {
            return dateTime.toInstant();
        }
        return parsed instanceof LocalDateTime dateTime
                ? dateTime.toInstant(ZoneOffset.UTC)
                : ((LocalDate) parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** A space may stand for the T, and for the plus of an offset that was not escaped in a query. */
    private static String separated(String text) {
        if (text.length() > 10 && text.charAt(10) == ' ') {
            return separated(text.substring(0, 10) + "T" + text.substring(11));
        }
        int space = text.lastIndexOf(' ');
        return space > 10 ? text.substring(0, space) + "+" + text.substring(space + 1) : text;
    }
}
