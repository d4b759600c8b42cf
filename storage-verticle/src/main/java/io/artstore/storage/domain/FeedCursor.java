package io.artstore.storage.domain;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in the change feed, between two changes.
 *
 * @param transaction PostgreSQL's 64-bit unsigned transaction id, in decimal
 * @param id the change within it
 */
public record FeedCursor(String transaction, long id) {
    public static final FeedCursor BEGINNING = new FeedCursor("0", 0);

    private static final Pattern FORM = Pattern.compile("(\\d{1,20}):(\\d{1,18})");
    private static final BigInteger MAX_TRANSACTION =
            BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    /** Reads what {@link #toString()} wrote, and an empty text as the beginning. */
    public static Optional<FeedCursor> parse(String text) {
        if (text.isEmpty()) {
            return Optional.of(BEGINNING);
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || new BigInteger(matcher.group(1)).compareTo(MAX_TRANSACTION) > 0) {
            return Optional.empty();
        }
        return Optional.of(new FeedCursor(matcher.group(1), Long.parseLong(matcher.group(2))));
    }

    @Override
    public String toString() {
        return transaction + ":" + id;
    }
}
