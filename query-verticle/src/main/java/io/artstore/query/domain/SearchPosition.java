package io.artstore.query.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a page of a search ended. The next one begins right after it, whatever has been stored in between.
 *
 * @param key the last result's place in the order
 * @param id the last result's id, which decides between equal keys
 * @param candidates what a ranked search chooses from, so that every page ranks what the first one did
 */
public record SearchPosition(SortKey key, String id, Optional<Candidates> candidates) {

    /** The documents that a ranked search looks at: the matches between two ends of the order of creation, inclusive. */
    public record Candidates(Instant newestAt, String newestId, Instant oldestAt, String oldestId) {}

    public SearchPosition {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(candidates, "candidates");
    }
}
