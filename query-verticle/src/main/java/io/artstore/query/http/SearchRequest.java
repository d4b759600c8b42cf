package io.artstore.query.http;

import io.artstore.common.http.fields.Fields;
import io.artstore.query.domain.ColumnLimits;
import io.artstore.query.domain.Counting;
import io.artstore.query.domain.Facet;
import io.artstore.query.domain.SearchExtras;
import io.artstore.query.domain.SearchFilters;
import io.artstore.query.domain.SearchMode;
import io.artstore.query.domain.SearchPosition;
import io.artstore.query.domain.SearchQuery;
import io.artstore.query.domain.SortField;
import io.artstore.query.domain.SortKey;
import io.artstore.query.domain.SortOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The checkpoint's {@code SearchRequest}, its members, defaults and limits, and what was added to it. */
final class SearchRequest {
    private static final int MAX_LIMIT = 1_000;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_HIGHLIGHTED = 100;
    /** More than the longest names make of one. */
    private static final int MAX_CURSOR = 3_000;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    /** Stands for a rejected cursor until all fields are read; nobody ever sees it. */
    private static final SearchPosition BEGINNING = new SearchPosition(new SortKey.Size(0), "", Optional.empty());

    private SearchRequest() {}

    static SearchQuery read(Fields body) {
        SearchQuery query = new SearchQuery(
                body.string("query").length(1, 500).optional(),
                filters(body),
                choice(body, "mode", SearchMode.class, SearchMode.PARTIAL),
                choice(body, "sort_by", SortField.class, SortField.CREATED_AT),
                choice(body, "sort_order", SortOrder.class, SortOrder.DESC),
                limit(body),
                body.has("offset") ? body.longInteger("offset").atLeast(0).required() : 0,
                Optional.empty(),
                choice(body, "total", Counting.class, Counting.EXACT),
                extras(body));
        requireSmallPage(body, query);
        return cursor(body, query).map(query::goingOnAfter).orElse(query);
    }

    private static SearchExtras extras(Fields body) {
        return new SearchExtras(
                body.strings("facets")
                        .size(0, Facet.values().length)
                        .as(SearchRequest::facets, Set.<Facet>of())
                        .orElse(Set.of()),
                body.bool("highlight").orElse(false));
    }

    private static Set<Facet> facets(List<String> labels) {
        return labels.stream().map(SearchRequest::facet).collect(Collectors.toUnmodifiableSet());
    }

    private static Facet facet(String label) {
        return Arrays.stream(Facet.values())
                .filter(facet -> facet.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must name facets out of "
                        + Arrays.stream(Facet.values()).map(Facet::label).collect(Collectors.joining(", "))));
    }

    /** Every shown name and description is read again, word by word. */
    private static void requireSmallPage(Fields body, SearchQuery query) {
        if (query.extras().highlight() && query.limit() > MAX_HIGHLIGHTED) {
            body.reject("limit", "must be at most " + MAX_HIGHLIGHTED + " beside highlight");
        }
    }

    private static Optional<SearchPosition> cursor(Fields body, SearchQuery query) {
        Optional<SearchPosition> position = body.string("cursor")
                .length(1, MAX_CURSOR)
                .as(text -> SearchCursor.read(query, text), BEGINNING)
                .optional();
        if (position.isPresent() && query.offset() > 0) {
            body.reject("offset", "must be 0 beside a cursor, which says itself where to go on");
        }
        return position;
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
                body.instantOrUnix("created_before").optional(),
                body.string("mime_type").length(1, ColumnLimits.MIME_TYPE).optional(),
                body.string("storage_element_id")
                        .length(1, ColumnLimits.ELEMENT_ID)
                        .optional(),
                body.string("sha256")
                        .matching(SHA256, "64 hexadecimal digits")
                        .optional()
                        .map(digest -> digest.toLowerCase(Locale.ROOT)),
                body.object("metadata")
                        .maxBytes(MetadataFilter.MAX_BYTES)
                        .as(MetadataFilter::read, Optional.<String>empty())
                        .orElse(Optional.empty()));
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
