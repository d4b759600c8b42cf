package io.artstore.query.repository;

import io.artstore.query.domain.SearchPosition;
import io.artstore.query.domain.SearchQuery;
import io.artstore.query.domain.SortOrder;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A search's total order, and the condition for what comes after a position in it. */
final class SearchOrder {
    private final List<String> columns;
    private final boolean ascending;

    SearchOrder(SearchQuery query) {
        this.ascending = query.sortOrder() == SortOrder.ASC;
        this.columns = query.ranked() ? List.of("relevance", "created_at", "id") : List.of(column(query), "id");
    }

    /** The columns to sort a table by. */
    String by(String table) {
        String direction = ascending ? " ASC" : " DESC";
        return columns.stream().map(column -> table + "." + column + direction).collect(Collectors.joining(", "));
    }

    /** One comparison of rows, which an index on the leading column serves. */
    String after(String table, SearchPosition position, Bindings bindings) {
        String row = columns.stream().map(column -> table + "." + column).collect(Collectors.joining(", "));
        String values = values(position).map(bindings::bind).collect(Collectors.joining(", "));
        return "(" + row + ")" + (ascending ? " > " : " < ") + "(" + values + ")";
    }

    private static Stream<Object> values(SearchPosition position) {
        Stream<Object> key =
                position.key().values().stream().map(value -> value instanceof Instant time ? Rows.at(time) : value);
        return Stream.concat(key, Stream.of(position.id()));
    }

    private static String column(SearchQuery query) {
        return switch (query.sortBy()) {
            case CREATED_AT, RELEVANCE -> "created_at";
            case UPDATED_AT -> "updated_at";
            case FILE_SIZE -> "file_size";
            case FILENAME -> "filename";
        };
    }
}
