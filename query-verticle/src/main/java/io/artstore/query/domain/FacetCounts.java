package io.artstore.query.domain;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many matches of a search share a value, the most frequent values first.
 *
 * @param documents how many matches were counted
 * @param exact whether these were all there are
 * @param counts an entry for each facet that was asked for
 */
public record FacetCounts(long documents, boolean exact, Map<Facet, List<Count>> counts) {

    /** A value and in how many documents it stands. */
    public record Count(String value, long documents) {}

    public FacetCounts {
        counts = counts.isEmpty() ? Map.of() : new EnumMap<>(counts);
    }
}
