package io.artstore.query.domain;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One page of what a search found.
 *
 * @param total how many documents match in all
 * @param reachable how many of them paging can reach: fewer than {@code total} only where ranking is capped
 */
public record SearchResult(List<Hit> hits, long total, long reachable) {

    /**
     * A document that matches.
     *
     * @param relevance 0 to 1, present when the search was ranked
     */
    public record Hit(IndexedDocument document, OptionalDouble relevance) {}

    public SearchResult {
        hits = List.copyOf(hits);
    }

    public boolean hasMoreAfter(long offset) {
        return offset + hits.size() < reachable;
    }
}
