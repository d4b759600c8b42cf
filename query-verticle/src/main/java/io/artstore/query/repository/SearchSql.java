package io.artstore.query.repository;

import io.artstore.query.domain.SearchFilters;
import io.artstore.query.domain.SearchMode;
import io.artstore.query.domain.SearchQuery;
import io.artstore.query.domain.SortField;
import io.artstore.query.domain.SortOrder;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * One search as one statement: the page and the number of all matches, from one snapshot.
 *
 * <p>Every value travels as a parameter. Ranking reads the text vector of each candidate, so it looks at the newest
 * {@link #RANKED_CANDIDATES} matches only.
 */
final class SearchSql {
    static final int RANKED_CANDIDATES = 10_000;

    private static final String RUSSIAN = "'pg_catalog.russian'::regconfig";

    private final SearchQuery query;
    private final List<Object> values = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private String relevance = "NULL::float8";

    SearchSql(SearchQuery query) {
        this.query = query;
        query.text().ifPresent(this::addText);
        addNameFilters(query.filters());
        addFactFilters(query.filters());
    }

    /** Always at least one row: where the page is empty, it carries the total alone. */
    String statement() {
        return """
                SELECT t.total, p.*
                FROM (SELECT count(*) AS total FROM public.file_metadata_cache f WHERE %s) t
                LEFT JOIN LATERAL (SELECT %s, %s AS relevance FROM %s f ORDER BY %s LIMIT %s OFFSET %s) p ON true
                ORDER BY %s""".formatted(
                        where(),
                        Rows.DOCUMENT_COLUMNS,
                        query.ranked() ? relevance : "NULL::float8",
                        source(),
                        order("f"),
                        bind(query.limit()),
                        bind(query.offset()),
                        order("p"));
    }

    /** The values of {@link #statement()}, which must have been called. */
    Tuple values() {
        return Tuple.from(values);
    }

    private String where() {
        return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
    }

    private String source() {
        String newest = query.ranked() ? " ORDER BY f.created_at DESC, f.id DESC LIMIT " + RANKED_CANDIDATES : "";
        return "(SELECT f.* FROM public.file_metadata_cache f WHERE " + where() + newest + ")";
    }

    /** A total order, so that pages neither repeat nor skip. */
    private String order(String table) {
        String direction = query.sortOrder() == SortOrder.ASC ? " ASC" : " DESC";
        String byId = table + ".id" + direction;
        if (query.ranked()) {
            String score = table.equals("f") ? "relevance" : table + ".relevance";
            return score + direction + ", " + table + ".created_at" + direction + ", " + byId;
        }
        return table + "." + column(query.sortBy()) + direction + ", " + byId;
    }

    private static String column(SortField field) {
        return switch (field) {
            case CREATED_AT, RELEVANCE -> "created_at";
            case UPDATED_AT -> "updated_at";
            case FILE_SIZE -> "file_size";
            case FILENAME -> "filename";
        };
    }

    private void addText(String text) {
        if (query.mode() == SearchMode.FULLTEXT) {
            String words = "websearch_to_tsquery(" + RUSSIAN + ", " + bind(text) + ")";
            conditions.add("f.search_vector @@ " + words);
            relevance = "LEAST(COALESCE(ts_rank(f.search_vector, " + words + "), 0), 1)::float8";
        } else if (query.mode() == SearchMode.EXACT) {
            String whole = bind(text);
            conditions.add("(f.filename = " + whole + " OR f.description = " + whole + ")");
            relevance = "CASE WHEN f.filename = " + whole + " THEN 1 ELSE 0.5 END::float8";
        } else {
            addPart(text);
        }
    }

    /** The tags as one text have an index; that the part is within one of them is looked at afterwards. */
    private void addPart(String text) {
        String part = bind(LikePattern.containing(text));
        conditions.add("(f.filename ILIKE " + part + " OR f.description ILIKE " + part
                + " OR (artstore.file_metadata_tags_text(f.tags) ILIKE " + part
                + " AND EXISTS (SELECT FROM unnest(f.tags) AS tag WHERE tag ILIKE " + part + ")))");
        if (query.ranked()) {
            relevance = "CASE WHEN lower(f.filename) = lower(" + bind(text) + ") THEN 1"
                    + " WHEN f.filename ILIKE " + bind(LikePattern.startingWith(text)) + " THEN 0.8"
                    + " WHEN f.filename ILIKE " + part + " THEN 0.6"
                    + " WHEN f.description ILIKE " + part + " THEN 0.4 ELSE 0.2 END::float8";
        }
    }

    private void addNameFilters(SearchFilters filters) {
        filters.filename().ifPresent(name -> conditions.add("f.filename ILIKE " + bind(LikePattern.containing(name))));
        filters.fileExtension().ifPresent(extension -> {
            String dotted = extension.startsWith(".") ? extension : "." + extension;
            conditions.add("f.filename ILIKE " + bind(LikePattern.endingWith(dotted)));
        });
        filters.username()
                .filter(name -> !name.isEmpty())
                .ifPresent(name -> conditions.add("f.username = " + bind(name)));
    }

    private void addFactFilters(SearchFilters filters) {
        if (!filters.tags().isEmpty()) {
            conditions.add("f.tags && " + bind(filters.tags().toArray(String[]::new)) + "::varchar[]");
        }
        filters.minSize().ifPresent(size -> conditions.add("f.file_size >= " + bind(size)));
        filters.maxSize().ifPresent(size -> conditions.add("f.file_size <= " + bind(size)));
        filters.createdAfter().ifPresent(time -> conditions.add("f.created_at >= " + bind(Rows.at(time))));
        filters.createdBefore().ifPresent(time -> conditions.add("f.created_at <= " + bind(Rows.at(time))));
    }

    private String bind(Object value) {
        values.add(value);
        return "$" + values.size();
    }
}
