package io.artstore.query.http;

import io.artstore.common.http.fields.Fields;
import io.artstore.query.domain.SearchFilters;
import io.artstore.query.domain.SearchMode;
import io.artstore.query.domain.SearchQuery;
import io.artstore.query.domain.SortField;
import io.artstore.query.domain.SortOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The checkpoint's {@code SearchRequest}: its members, defaults and limits. */
final class SearchRequest {
    private static final int MAX_LIMIT = 1_000;
    private static final int DEFAULT_LIMIT = 100;

    private SearchRequest() {}

    static SearchQuery read(Fields body) {
        return new SearchQuery(
                body.string("query").length(1, 500).optional(),
                filters(body),
                choice(body, "mode", SearchMode.class, SearchMode.PARTIAL),
                choice(body, "sort_by", SortField.class, SortField.CREATED_AT),
                choice(body, "sort_order", SortOrder.class, SortOrder.DESC),
                limit(body),
                body.has("offset") ? body.longInteger("offset").atLeast(0).required() : 0);
    }

    private static SearchFilters filters(Fields body) {
        return new SearchFilters(
                body.string("filename").length(1, 255).optional(),
                body.string("file_extension").length(1, 10).optional(),
                body.strings("tags").size(0, 50).each(0, 50).orElse(List.of()),
                body.string("username").optional(),
                size(body, "min_size"),
                size(body, "max_size"),
                body.instantOrUnix("created_after").optional(),
                body.instantOrUnix("created_before").optional());
    }

    /** Absent means the default; null is an error, as in the checkpoint. */
    private static <E extends Enum<E>> E choice(Fields body, String name, Class<E> type, E preset) {
        return body.has(name) ? body.enumeration(name, type).required() : preset;
    }

    private static int limit(Fields body) {
        return body.has("limit") ? body.integer("limit").between(1, MAX_LIMIT).required() : DEFAULT_LIMIT;
    }

    private static OptionalLong size(Fields body, String name) {
        Optional<Long> size = body.longInteger(name).atLeast(0).optional();
        return size.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }
}
