package io.artstore.common.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written {@code 4096}, {@code 64KB}, {@code 100GB} or {@code 1TiB}.
 *
 * <p>Units are powers of 1024 in either spelling, as operators of disks and of PostgreSQL expect.
 */
public record DataSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*([KMGTP]?)(I?B)?");
    private static final String UNITS = "KMGTP";

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative: " + bytes);
        }
    }

    public static DataSize parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size; write for example 64KB, 100GB or 1TB");
        }
        long number = Long.parseLong(matcher.group(1));
        int power = matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
        try {
            return new DataSize(Math.multiplyExact(number, 1L << (10 * power)));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is more than 8 EiB", e);
        }
    }

    @Override
    public String toString() {
        long value = bytes;
        int power = 0;
        while (value >= 1024 && value % 1024 == 0 && power < UNITS.length()) {
            value /= 1024;
            power++;
        }
        return power == 0 ? Long.toString(value) : value + UNITS.substring(power - 1, power) + "B";
    }
}
