package io.artstore.query.repository;

import io.artstore.query.domain.Facet;
import io.artstore.query.domain.FacetCounts;
import io.artstore.query.domain.FacetCounts.Count;
import io.artstore.query.domain.SearchQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The facets of a search as one statement: how often each value stands in the newest matches, at most {@value #COUNTED},
 * whatever page is shown.
 */
final class FacetSql {
    private static final int COUNTED = 10_000;
    /** More values than people look through. */
    private static final int VALUES = 50;

    private static final String TOTAL = "total";

    private FacetSql() {}

    /** One row more than is counted tells whether that was all. */
    static SearchSql of(SearchQuery query, PartTags tags) {
        Bindings bindings = new Bindings();
        String where = SearchConditions.of(query, tags::counted, bindings).all();
        String counts = query.extras().facets().stream().map(FacetSql::counts).collect(Collectors.joining());
        String statement = """
                WITH found AS MATERIALIZED (
                    SELECT f.mime_type, f.storage_element_id, f.username, f.tags, f.created_at
                    FROM public.file_metadata_cache f WHERE %s
                    ORDER BY f.created_at DESC, f.id DESC LIMIT %d
                ), c AS (SELECT * FROM found LIMIT %d)
                SELECT '%s' AS facet, NULL::text AS value, count(*) AS documents FROM found%s""".formatted(where, COUNTED + 1, COUNTED, TOTAL, counts);
        return new SearchSql(statement, bindings.tuple());
    }

    static FacetCounts read(SearchQuery query, RowSet<Row> rows) {
        Map<Facet, List<Count>> counts = new EnumMap<>(Facet.class);
        query.extras().facets().forEach(facet -> counts.put(facet, counts(facet.label(), rows)));
        long found = counts(TOTAL, rows).get(0).documents();
        return new FacetCounts(Math.min(found, COUNTED), found <= COUNTED, counts);
    }

    private static List<Count> counts(String facet, RowSet<Row> rows) {
        return rows.stream()
                .filter(row -> facet.equals(row.getString("facet")))
                .map(row -> new Count(row.getString("value"), row.getLong("documents")))
                .toList();
    }

    private static String counts(Facet facet) {
        return """

                UNION ALL (SELECT '%s', v.value, count(*) FROM (%s) v WHERE v.value IS NOT NULL
                    GROUP BY v.value ORDER BY count(*) DESC, v.value LIMIT %d)""".formatted(facet.label(), values(facet), VALUES);
    }

    private static String values(Facet facet) {
        return switch (facet) {
            case MIME_TYPE -> "SELECT c.mime_type::text AS value FROM c";
            case STORAGE_ELEMENT_ID -> "SELECT c.storage_element_id::text AS value FROM c";
            case CREATED_BY -> "SELECT c.username::text AS value FROM c";
            case TAG -> "SELECT t.value::text AS value FROM c CROSS JOIN LATERAL unnest(c.tags) AS t (value)";
            case YEAR -> "SELECT to_char(c.created_at AT TIME ZONE 'UTC', 'FMYYYY') AS value FROM c";
        };
    }
}
