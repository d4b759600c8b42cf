package io.artstore.common.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/** How texts of the configuration become values, beyond what the library knows. */
final class Converters {
    private static final Pattern SIMPLE_DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private Converters() {}

    static final Converter<DataSize> DATA_SIZE = DataSize::parse;

    /** The library asks for the value of an absent optional by an empty text; that is no secret. */
    static final Converter<Secret> SECRET = text -> text.isEmpty() ? null : new Secret(text);

    /** {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}, or ISO-8601 such as {@code PT30S}. */
    static final Converter<Duration> DURATION = Converters::duration;

    private static Duration duration(String text) {
        Matcher matcher = SIMPLE_DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration; write for example 500ms, 30s, 5m, 2h or 7d", e);
        }
    }
}
