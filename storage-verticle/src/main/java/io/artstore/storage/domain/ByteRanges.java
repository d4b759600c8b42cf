package io.artstore.storage.domain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code Range} header asks of a representation (RFC 9110 section 14).
 *
 * <p>A header that is malformed or of another unit counts as absent: the whole is sent. So does one that asks for more
 * than {@value #MAX_PARTS} separate parts, as section 14.2 allows; a request cannot make the element jump about in a file
 * a thousand times.
 */
public final class ByteRanges {
    /** How many parts are sent, after those that overlap or touch were joined. */
    public static final int MAX_PARTS = 16;

    private static final Pattern SET = Pattern.compile("\\s*bytes\\s*=(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern RANGE = Pattern.compile("(\\d*)\\s*-\\s*(\\d*)");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");
    /** Those of the largest number of 63 bits. */
    private static final int MAX_DIGITS = 19;

    private ByteRanges() {}

    /** The answer a range request gets. */
    public sealed interface Selection permits Whole, Part, Parts, Unsatisfiable {}

    /** 200 with everything. */
    public record Whole() implements Selection {}

    /**
     * 206 with these bytes.
     *
     * @param first position of the first byte
     * @param last position of the last byte, inclusive
     */
    public record Part(long first, long last) implements Selection {
        public long length() {
            return last - first + 1;
        }

        /** The value of {@code Content-Range}. */
        public String contentRange(long size) {
            return "bytes " + first + "-" + last + "/" + size;
        }
    }

    /** 206 with two to {@value #MAX_PARTS} parts, apart from each other, in the order in which they were asked for. */
    public record Parts(List<Part> parts) implements Selection {
        public Parts {
            parts = List.copyOf(parts);
        }
    }

    /** 416. */
    public record Unsatisfiable() implements Selection {}

    /**
     * What to send.
     *
     * @param header the header's value, or null where there is none
     * @param size of the whole representation in bytes
     */
    public static Selection select(String header, long size) {
        Matcher set = SET.matcher(header == null ? "" : header);
        List<String> ranges = set.matches() ? elements(set.group(1)) : List.of();
        List<Part> parts = new ArrayList<>();
        for (String range : ranges) {
            Selection selected = range(range, size);
            if (selected instanceof Whole) {
                return selected;
            }
            if (selected instanceof Part part) {
                parts.add(part);
            }
        }
        if (ranges.isEmpty()) {
            return new Whole();
        }
        return parts.isEmpty() ? new Unsatisfiable() : answer(joined(parts));
    }

    /** Of a list, where empty elements do not count (RFC 9110 section 5.6.1.2). */
    private static List<String> elements(String list) {
        List<String> elements = new ArrayList<>();
        for (String element : list.split(",", -1)) {
            if (!element.isBlank()) {
                elements.add(element.strip());
            }
        }
        return elements;
    }

    private static Selection range(String range, long size) {
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return new Whole();
        }
        if (matcher.group(1).isEmpty()) {
            return suffix(position(matcher.group(2)), size);
        }
        long first = position(matcher.group(1));
        long last = matcher.group(2).isEmpty() ? Long.MAX_VALUE : position(matcher.group(2));
        if (last < first) {
            return new Whole();
        }
        return first >= size ? new Unsatisfiable() : new Part(first, Math.min(last, size - 1));
    }

    private static Selection suffix(long length, long size) {
        return length == 0 || size == 0 ? new Unsatisfiable() : new Part(Math.max(0, size - length), size - 1);
    }

    private static Selection answer(List<Part> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        return parts.size() <= MAX_PARTS ? new Parts(parts) : new Whole();
    }

    /** A range and the place it has among those asked for. */
    private record Placed(int place, Part part) {
        Placed joinedWith(Placed next) {
            return new Placed(
                    Math.min(place, next.place), new Part(part.first(), Math.max(part.last(), next.part.last())));
        }

        boolean meets(Placed next) {
            return next.part.first() <= part.last() + 1;
        }
    }

    /** Ranges that overlap or touch become one, which stands where the first of them stood (RFC 9110 section 15.3.7.2). */
    private static List<Part> joined(List<Part> asked) {
        List<Placed> byPosition = new ArrayList<>();
        asked.forEach(part -> byPosition.add(new Placed(byPosition.size(), part)));
        byPosition.sort(Comparator.comparingLong(placed -> placed.part().first()));
        List<Placed> apart = new ArrayList<>();
        for (Placed next : byPosition) {
            int end = apart.size() - 1;
            if (end >= 0 && apart.get(end).meets(next)) {
                apart.set(end, apart.get(end).joinedWith(next));
            } else {
                apart.add(next);
            }
        }
        apart.sort(Comparator.comparingInt(Placed::place));
        return apart.stream().map(Placed::part).toList();
    }

    /** Numbers beyond 63 bits are as good as the largest. */
    private static long position(String digits) {
        String significant = LEADING_ZEROS.matcher(digits).replaceFirst("");
        return significant.length() > MAX_DIGITS
                ? Long.MAX_VALUE
                : new BigInteger("0" + significant)
                        .min(BigInteger.valueOf(Long.MAX_VALUE))
                        .longValueExact();
    }
}
