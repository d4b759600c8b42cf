package io.artstore.storage.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a list that is ordered by time and write-ahead entry, the newest first.
 *
 * @param at of the entry in that list
 */
public record EntryPosition(Instant at, UUID id) {
    /** Where the list begins. */
    public static final EntryPosition NEWEST =
            new EntryPosition(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private static final Pattern FORM = Pattern.compile("(\\d{1,16})_([0-9a-f-]{36})");

    /** Reads what {@link #toString()} wrote. */
    public static Optional<EntryPosition> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? DocumentId.parse(matcher.group(2))
                        .map(id -> new EntryPosition(
                                Instant.EPOCH.plus(Long.parseLong(matcher.group(1)), ChronoUnit.MICROS), id))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "_" + id;
    }
}
