package io.artstore.query.repository;

import io.artstore.query.domain.SearchQuery;

/** How well a row {@code f} matches a text, as an expression between 0 and 1. */
final class Relevance {
    private Relevance() {}

    static String of(SearchQuery query, Bindings bindings) {
        String text = query.text().orElseThrow();
        return switch (query.mode()) {
            case FULLTEXT ->
                "LEAST(COALESCE(ts_rank(f.search_vector, " + WordsSql.of(text, bindings) + "), 0), 1)::float8";
            case EXACT -> "CASE WHEN f.filename = " + bindings.bind(text) + " THEN 1 ELSE 0.5 END::float8";
            case PARTIAL -> ofPart(text, bindings);
        };
    }

    private static String ofPart(String text, Bindings bindings) {
        String part = bindings.bind(LikePattern.containing(text));
        return "CASE WHEN lower(f.filename) = lower(" + bindings.bind(text) + ") THEN 1"
                + " WHEN f.filename ILIKE " + bindings.bind(LikePattern.startingWith(text)) + " THEN 0.8"
                + " WHEN f.filename ILIKE " + part + " THEN 0.6"
                + " WHEN f.description ILIKE " + part + " THEN 0.4 ELSE 0.2 END::float8";
    }
}
