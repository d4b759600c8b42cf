package io.artstore.storage.domain;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in the change feed, between two changes.
 *
 * <p>Transaction ids only mean something within one life of one database. A database that was restored elsewhere, or to an
 * earlier moment, counts anew; its generation is another one, and a position of the old generation stands for the
 * beginning, so that a reader meets changes twice rather than never.
 *
 * @param generation the life of the database the position belongs to; empty for the beginning
 * @param transaction PostgreSQL's 64-bit unsigned transaction id, in decimal
 * @param id the change within it
 */
public record FeedCursor(String generation, String transaction, long id) {
    public static final FeedCursor BEGINNING = new FeedCursor("", "0", 0);

    private static final Pattern FORM = Pattern.compile("([\\d.]{1,60}):(\\d{1,20}):(\\d{1,18})");
    private static final BigInteger MAX_TRANSACTION =
            BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    /** Reads what {@link #toString()} wrote, and an empty text as the beginning. */
    public static Optional<FeedCursor> parse(String text) {
        if (text.isEmpty()) {
            return Optional.of(BEGINNING);
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || new BigInteger(matcher.group(2)).compareTo(MAX_TRANSACTION) > 0) {
            return Optional.empty();
        }
        return Optional.of(new FeedCursor(matcher.group(1), matcher.group(2), Long.parseLong(matcher.group(3))));
    }

    @Override
    public String toString() {
        return generation.isEmpty() ? "" : generation + ":" + transaction + ":" + id;
    }
}
