package io.artstore.query.repository;

import io.artstore.query.domain.SearchMode;
import io.artstore.query.domain.SearchQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/**
 * The tags that contain the text of a partial search. They are looked up beforehand, among the tags there are, so that the
 * search itself has whole tags to compare: those have an index, and the planner counts the frequent ones.
 *
 * @param known false where they were not looked up, or are too many
 */
record PartTags(boolean known, List<String> tags) {
    static final PartTags UNKNOWN = new PartTags(false, List.of());

    /** A row is compared with each of them, and the index takes as many steps as there are tags times matches. */
    private static final int MOST = 200;

    /** Fewer characters make no trigram within a tag; all tags would be read. */
    private static final int SHORTEST = 3;

    private static final String LOOKUP = "SELECT t.tag FROM artstore.tags t WHERE t.tag ILIKE $1 LIMIT " + (MOST + 1);

    PartTags {
        tags = List.copyOf(tags);
    }

    /** The statement to {@link #read}; empty where the tags are not worth looking up. */
    static Optional<SearchSql> lookup(SearchQuery query) {
        return query.text()
                .filter(text -> query.mode() == SearchMode.PARTIAL && text.codePointCount(0, text.length()) >= SHORTEST)
                .map(text -> new SearchSql(LOOKUP, Tuple.of(LikePattern.containing(text))));
    }

    static PartTags read(RowSet<Row> rows) {
        return rows.size() > MOST
                ? UNKNOWN
                : new PartTags(true, rows.stream().map(row -> row.getString(0)).toList());
    }

    /** That a row {@code f} has one of them; empty where there are none. */
    Optional<String> condition(String part, Bindings bindings) {
        if (!known) {
            return Optional.of(inLetters(part));
        }
        return tags.isEmpty() ? Optional.empty() : Optional.of(SearchConditions.anyOf(tags, bindings));
    }

    /**
     * No index serves it. Of all tags as one text the built-in function says "no" of most rows at a fraction of what looking
     * at each tag costs. Of a CASE the planner believes that half of the rows meet it, so it takes the part for frequent.
     */
    private static String inLetters(String part) {
        return "CASE WHEN array_to_string(f.tags, E'\\n') ILIKE " + part
                + " THEN EXISTS (SELECT FROM unnest(f.tags) AS tag WHERE tag ILIKE " + part + ") ELSE false END";
    }
}
