package io.artstore.query.domain;

import java.util.Optional;

/**
 * A search, validated.
 *
 * @param text what to look for, in the way {@code mode} says; absent means that only the filters count
 * @param limit the most results to return, 1 to 1000
 * @param offset how many results to pass over
 * @param after where the page before this one ended
 * @param counting how to find the number of all matches
 * @param extras what to answer beside the page
 */
public record SearchQuery(
        Optional<String> text,
        SearchFilters filters,
        SearchMode mode,
        SortField sortBy,
        SortOrder sortOrder,
        int limit,
        long offset,
        Optional<SearchPosition> after,
        Counting counting,
        SearchExtras extras) {

    /** Whether it asks for anything at all. */
    public boolean hasCriteria() {
        return text.isPresent() || !filters.isEmpty();
    }

    /** The same search, going on where a page ended. */
    public SearchQuery goingOnAfter(SearchPosition position) {
        return new SearchQuery(
                text, filters, mode, sortBy, sortOrder, limit, offset, Optional.of(position), counting, extras);
    }

    /** Whether results are ordered by how well they match. */
    public boolean ranked() {
        return sortBy == SortField.RELEVANCE && text.isPresent();
    }
}
