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
 * @param facets present when they were asked for
 */
public record SearchResult(List<Hit> hits, Total total, Optional<SearchPosition> next, Optional<FacetCounts> facets) {

    /**
     * A document that matches.
     *
     * @param relevance 0 to 1, present when the search was ranked
     * @param highlight present when it was asked for
     */
    public record Hit(IndexedDocument document, OptionalDouble relevance, Optional<Highlight> highlight) {
        public Hit(IndexedDocument document, OptionalDouble relevance) {
            this(document, relevance, Optional.empty());
        }

        Hit highlighted(Highlight found) {
            return new Hit(document, relevance, Optional.of(found));
        }
    }

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
        Objects.requireNonNull(facets, "facets");
    }

    public SearchResult(List<Hit> hits, Total total, Optional<SearchPosition> next) {
        this(hits, total, next, Optional.empty());
    }

    public boolean hasMore() {
        return next.isPresent();
    }

    public SearchResult withTotal(Total known) {
        return new SearchResult(hits, known, next, facets);
    }

    public SearchResult withFacets(FacetCounts counted) {
        return new SearchResult(hits, total, next, Optional.of(counted));
    }

    /** The same page with every hit shown as this finds it. */
    public SearchResult highlighted(Highlighter highlighter) {
        List<Hit> marked = hits.stream()
                .map(hit -> hit.highlighted(highlighter.in(hit.document())))
                .toList();
        return new SearchResult(marked, total, next, facets);
    }
}
