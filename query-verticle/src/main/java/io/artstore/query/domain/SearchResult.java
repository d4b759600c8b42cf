package io.artstore.query.domain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One page of what a search found.
 *
 * @param total how many documents match in all
 * @param next where the page ended; empty when nothing comes after it
 */
public record SearchResult(List<Hit> hits, Total total, Optional<SearchPosition> next) {

    /**
     * A document that matches.
     *
     * @param relevance 0 to 1, present when the search was ranked
     */
    public record Hit(IndexedDocument document, OptionalDouble relevance) {}

    /** The number of all matches, as far as it is known. */
    public sealed interface Total {
        record Exact(long matches) implements Total {}

        record Estimated(long matches) implements Total {}

        record Unknown() implements Total {}
    }

    public SearchResult {
        hits = List.copyOf(hits);
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(next, "next");
    }

    public boolean hasMore() {
        return next.isPresent();
    }

    public SearchResult withTotal(Total known) {
        return new SearchResult(hits, known, next);
    }
}
