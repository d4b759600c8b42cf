package io.artstore.query.domain;

import java.util.Optional;

/**
 * A search, validated.
 *
 * @param text what to look for, in the way {@code mode} says; absent means that only the filters count
 * @param limit the most results to return, 1 to 1000
 * @param offset how many results to pass over
 */
public record SearchQuery(
        Optional<String> text,
        SearchFilters filters,
        SearchMode mode,
        SortField sortBy,
        SortOrder sortOrder,
        int limit,
        long offset) {

    /** Whether it asks for anything at all. */
    public boolean hasCriteria() {
        return text.isPresent() || !filters.isEmpty();
    }

    /** Whether results are ordered by how well they match. */
    public boolean ranked() {
        return sortBy == SortField.RELEVANCE && text.isPresent();
    }
}
