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

    /** The planner looks each up in its counts, and the index takes as many steps as there are tags times matches. */
    private static final int MOST = 200;

    /** A row's tags are compared with each; more of them take longer than looking for the part in the row's tags. */
    private static final int FEW = 10;

    /** Fewer characters make no trigram within a tag; all tags would be read. */
    private static final int SHORTEST = 3;

    private static final String LOOKUP =
            "SELECT ARRAY (SELECT t.tag FROM artstore.tags t WHERE t.tag ILIKE $1 LIMIT " + (MOST + 1) + ")";

    PartTags {
        tags = List.copyOf(tags);
    }

    /** In which way a condition is to say that a row {@code f} has one of the tags; empty where there are none. */
    @FunctionalInterface
    interface Form {
        Optional<String> of(String part, Bindings bindings);
    }

    /** The statement to {@link #read}; empty where the tags are not worth looking up. */
    static Optional<SearchSql> lookup(SearchQuery query) {
        return query.text()
                .filter(text -> query.mode() == SearchMode.PARTIAL && text.codePointCount(0, text.length()) >= SHORTEST)
                .map(text -> new SearchSql(LOOKUP, Tuple.of(LikePattern.containing(text))));
    }

    static PartTags read(RowSet<Row> rows) {
        String[] found = rows.iterator().next().getArrayOfStrings(0);
        return found.length > MOST ? UNKNOWN : new PartTags(true, List.of(found));
    }

    /** The form of which the planner knows best how many rows meet it: of too many tags it believes that half of them do. */
    Optional<String> counted(String part, Bindings bindings) {
        return known ? whole(bindings) : Optional.of(inLetters(part));
    }

    /** The form that an index serves, however many tags there are; of thousands that takes its time. */
    Optional<String> byIndex(String part, Bindings bindings) {
        return known
                ? whole(bindings)
                : Optional.of("f.tags && ARRAY (SELECT t.tag FROM artstore.tags t WHERE t.tag ILIKE " + part + ")");
    }

    /** The form that costs the least where row after row is looked at. */
    Optional<String> rowByRow(String part, Bindings bindings) {
        return known && tags.size() <= FEW ? whole(bindings) : Optional.of(inLetters(part));
    }

    private Optional<String> whole(Bindings bindings) {
        return tags.isEmpty() ? Optional.empty() : Optional.of(SearchConditions.anyOf(tags, bindings));
    }

    /**
     * Of all tags as one text the built-in function says "no" of most rows at a fraction of what looking at each tag costs.
     * Of a CASE the planner believes that half of the rows meet it, so it takes the part for frequent.
     */
    private static String inLetters(String part) {
        return "CASE WHEN array_to_string(f.tags, E'\\n') ILIKE " + part
                + " THEN EXISTS (SELECT FROM unnest(f.tags) AS tag WHERE tag ILIKE " + part + ") ELSE false END";
    }
}
