package io.artstore.query.repository;

import io.artstore.query.domain.Counting;
import io.artstore.query.domain.SearchMode;
import io.artstore.query.domain.SearchPosition;
import io.artstore.query.domain.SearchPosition.Candidates;
import io.artstore.query.domain.SearchQuery;
import io.vertx.sqlclient.Tuple;

/**
 * One search as one statement: the page, one row more than it holds, and the number of all matches where it is to be
 * counted, from one snapshot. Every value travels as a parameter.
 *
 * <p>The statement answers at least one row: where the page is empty, it carries the total alone.
 */
record SearchSql(String statement, Tuple values) {
    /** Ranking reads the text vector of each candidate, so it looks at the newest so many matches only. */
    private static final int RANKED_CANDIDATES = 2_000;

    /** Parts of words are compared letter by letter, in each candidate and in each row passed over to find it. */
    private static final int RANKED_CANDIDATES_BY_PART = 500;

    private static final String FROM = " FROM public.file_metadata_cache f WHERE ";
    private static final String NEWEST_FIRST = " ORDER BY f.created_at DESC, f.id DESC";

    /** A window that is read in vain costs tens of milliseconds. */
    private static final long WINDOW = 20_000;

    private static final int WINDOW_PAGES = 20;

    /** How the rows of a page are found. */
    enum Approach {
        /** As the planner likes: where it knows how many rows match. */
        PLANNED,
        /** All matches, then the order: where they are rare. */
        MATCHES_FIRST,
        /**
         * In the wanted order until the page is full, but no further than a window of rows: where matches are believed to be
         * frequent. A page that is not filled says nothing; the matches have to be found first then.
         */
        WINDOW,
        /** All matches, then the order: where the window did not fill the page, and no other condition leaves few rows. */
        BEHIND_WINDOW
    }

    static SearchSql page(SearchQuery query, PartTags tags, Approach approach) {
        Bindings bindings = new Bindings();
        SearchConditions where = SearchConditions.of(query, form(tags, approach), bindings);
        String statement = query.ranked()
                ? rankedPage(query, approach, where.all(), bindings)
                : sortedPage(query, approach, where, bindings);
        return new SearchSql(statement, bindings.tuple());
    }

    private static PartTags.Form form(PartTags tags, Approach approach) {
        return switch (approach) {
            case MATCHES_FIRST -> tags::counted;
            case BEHIND_WINDOW -> tags::byIndex;
            case PLANNED, WINDOW -> tags::rowByRow;
        };
    }

    /** How many matches the planner expects: {@code EXPLAIN} in JSON. */
    static SearchSql estimate(SearchQuery query, PartTags tags) {
        Bindings bindings = new Bindings();
        String where = SearchConditions.of(query, tags::counted, bindings).all();
        return new SearchSql("EXPLAIN (FORMAT JSON) SELECT f.id" + FROM + where, bindings.tuple());
    }

    /** How many matches a page is made from. */
    static long wanted(SearchQuery query) {
        return query.ranked() ? ranked(query) : query.offset() + query.limit() + 1;
    }

    private static String sortedPage(SearchQuery query, Approach approach, SearchConditions where, Bindings bindings) {
        SearchOrder order = new SearchOrder(query);
        String rest = query.after()
                .map(position -> " AND " + order.after("f", position, bindings))
                .orElse("");
        String matches =
                switch (approach) {
                    case PLANNED -> FROM + where.all() + rest;
                    case MATCHES_FIRST, BEHIND_WINDOW -> allMatches(where.all()) + rest;
                    case WINDOW ->
                        " FROM (SELECT f.*" + FROM + where.ofCounted() + rest + " ORDER BY " + order.by("f")
                                + " LIMIT " + Math.max(WINDOW, WINDOW_PAGES * wanted(query)) + ") f WHERE "
                                + where.ofGuessed();
                };
        return """
                SELECT t.total, p.*
                FROM (%s) t
                LEFT JOIN LATERAL (SELECT %s, NULL::float8 AS relevance%s ORDER BY %s %s) p ON true
                ORDER BY %s""".formatted(
                        total(query, where.all()),
                        Rows.DOCUMENT_COLUMNS,
                        matches,
                        order.by("f"),
                        slice(query, bindings),
                        order.by("p"));
    }

    /** {@code OFFSET 0} keeps the planner from finding the matches in the order of the page. */
    private static String allMatches(String where) {
        return " FROM (SELECT f.*" + FROM + where + " OFFSET 0) f WHERE true";
    }

    /** Also says between which two documents the candidates are, for the pages that follow. */
    private static String rankedPage(SearchQuery query, Approach approach, String where, Bindings bindings) {
        SearchOrder order = new SearchOrder(query);
        return """
                WITH c AS MATERIALIZED (SELECT f.id, f.created_at, %s AS relevance%s%s)
                SELECT t.total, newest.*, oldest.*, p.*
                FROM (%s) t
                LEFT JOIN LATERAL (SELECT f.created_at AS newest_at, f.id AS newest_id FROM c f%s LIMIT 1) newest ON true
                LEFT JOIN LATERAL (SELECT c.created_at AS oldest_at, c.id AS oldest_id FROM c
                    ORDER BY c.created_at, c.id LIMIT 1) oldest ON true
                LEFT JOIN LATERAL (SELECT %s, r.relevance
                    FROM (SELECT c.* FROM c WHERE %s ORDER BY %s %s) r
                    JOIN public.file_metadata_cache f ON f.id = r.id) p ON true
                ORDER BY %s""".formatted(
                        Relevance.of(query, bindings),
                        approach == Approach.MATCHES_FIRST ? allMatches(where) : FROM + where,
                        candidates(query, bindings),
                        total(query, where),
                        NEWEST_FIRST,
                        Rows.DOCUMENT_COLUMNS,
                        query.after()
                                .map(position -> order.after("c", position, bindings))
                                .orElse("true"),
                        order.by("c"),
                        slice(query, bindings),
                        order.by("p"));
    }

    /**
     * The newest matches; on later pages those of the first page. A document that came to be known late may lie between
     * them, so there is room for as many again before the cap cuts off the oldest.
     */
    private static String candidates(SearchQuery query, Bindings bindings) {
        return query.after()
                .flatMap(SearchPosition::candidates)
                .map(range -> between(range, bindings) + NEWEST_FIRST + " LIMIT " + 2 * ranked(query))
                .orElse(NEWEST_FIRST + " LIMIT " + ranked(query));
    }

    private static int ranked(SearchQuery query) {
        return query.mode() == SearchMode.PARTIAL ? RANKED_CANDIDATES_BY_PART : RANKED_CANDIDATES;
    }

    private static String between(Candidates range, Bindings bindings) {
        return " AND (f.created_at, f.id) <= (" + bindings.bind(Rows.at(range.newestAt())) + ", "
                + bindings.bind(range.newestId()) + ") AND (f.created_at, f.id) >= ("
                + bindings.bind(Rows.at(range.oldestAt())) + ", " + bindings.bind(range.oldestId()) + ")";
    }

    private static String total(SearchQuery query, String where) {
        return query.counting() == Counting.EXACT
                ? "SELECT count(*) AS total" + FROM + where
                : "SELECT NULL::bigint AS total";
    }

    private static String slice(SearchQuery query, Bindings bindings) {
        return "LIMIT " + bindings.bind(query.limit() + 1) + " OFFSET " + bindings.bind(query.offset());
    }
}
