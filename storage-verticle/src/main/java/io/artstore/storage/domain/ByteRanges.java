package io.artstore.storage.domain;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code Range} header asks of a representation (RFC 9110 section 14).
 *
 * <p>A header that is malformed, of another unit or of several ranges counts as absent, as the RFC allows: the whole is
 * sent. So a request cannot make the element work through a thousand ranges.
 */
public final class ByteRanges {
    private static final Pattern SINGLE =
            Pattern.compile("\\s*bytes\\s*=\\s*(\\d*)\\s*-\\s*(\\d*)\\s*", Pattern.CASE_INSENSITIVE);

    private ByteRanges() {}

    /** The answer a range request gets. */
    public sealed interface Selection permits Whole, Part, Unsatisfiable {}

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

    /** 416. */
    public record Unsatisfiable() implements Selection {}

    /**
     * What to send.
     *
     * @param header the header's value, or null where there is none
     * @param size of the whole representation in bytes
     */
    public static Selection select(String header, long size) {
        Matcher matcher = SINGLE.matcher(header == null ? "" : header);
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

    /** Numbers beyond 63 bits are as good as the largest. */
    private static long position(String digits) {
        return new BigInteger(digits).min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }
}
