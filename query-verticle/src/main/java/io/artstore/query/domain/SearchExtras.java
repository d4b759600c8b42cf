package io.artstore.query.domain;

import java.util.Set;

/**
 * What a search answers beside its page.
 *
 * @param facets by what to count the matches
 * @param highlight whether to show where the text stands in names and descriptions
 */
public record SearchExtras(Set<Facet> facets, boolean highlight) {
    public static final SearchExtras NONE = new SearchExtras(Set.of(), false);

    public SearchExtras {
        facets = Set.copyOf(facets);
    }
}
