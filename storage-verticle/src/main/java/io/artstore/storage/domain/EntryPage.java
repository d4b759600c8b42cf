package io.artstore.storage.domain;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A page of a list that is ordered by {@link EntryPosition}.
 *
 * @param next where the next page begins; empty on the last
 */
public record EntryPage<T>(List<T> entries, Optional<EntryPosition> next) {
    /** How many to read for a page of so many: one more tells that there is a next page. */
    public static int reading(int limit) {
        return limit + 1;
    }

    /**
     * The page of what was read.
     *
     * @param found at most {@link #reading} of them, from where the page begins
     */
    public static <T> EntryPage<T> of(List<T> found, int limit, Function<T, EntryPosition> position) {
        return found.size() <= limit
                ? new EntryPage<>(found, Optional.empty())
                : new EntryPage<>(found.subList(0, limit), Optional.of(position.apply(found.get(limit - 1))));
    }
}
