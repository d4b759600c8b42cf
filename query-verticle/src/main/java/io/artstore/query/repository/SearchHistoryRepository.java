package io.artstore.query.repository;

import io.artstore.query.domain.ColumnLimits;
import io.artstore.query.domain.SearchFilters;
import io.artstore.query.domain.SearchRecord;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** Writes {@code search_history}. */
public final class SearchHistoryRepository {
    private static final String INSERT = """
            INSERT INTO public.search_history
                (query_text, search_mode, filters_applied, results_count, response_time_ms, username)
            VALUES ($1, $2, $3, $4, $5, $6)""";

    private final Pool pool;

    public SearchHistoryRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    public Future<Void> add(List<SearchRecord> records) {
        List<Tuple> rows = records.stream().map(SearchHistoryRepository::values).toList();
        return pool.preparedQuery(INSERT).executeBatch(rows).mapEmpty();
    }

    private static Tuple values(SearchRecord entry) {
        return Tuple.tuple()
                .addString(entry.query().text().orElse(null))
                .addString(entry.query().mode().label())
                .addString(filters(entry.query().filters()).encode())
                .addInteger(entry.results())
                .addInteger(Millis.ofInt(entry.elapsed()))
                .addString(ColumnLimits.cut(entry.username(), ColumnLimits.USERNAME));
    }

    /** The checkpoint's five members, then those it forgot. */
    private static JsonObject filters(SearchFilters filters) {
        return new JsonObject()
                .put("filename", filters.filename().orElse(null))
                .put("tags", filters.tags().isEmpty() ? null : new JsonArray(filters.tags()))
                .put("username", filters.username().orElse(null))
                .put("min_size", number(filters.minSize()))
                .put("max_size", number(filters.maxSize()))
                .put("file_extension", filters.fileExtension().orElse(null))
                .put(
                        "created_after",
                        filters.createdAfter().map(Object::toString).orElse(null))
                .put(
                        "created_before",
                        filters.createdBefore().map(Object::toString).orElse(null))
                .put("mime_type", filters.mimeType().orElse(null))
                .put("storage_element_id", filters.elementId().orElse(null))
                .put("sha256", filters.sha256().orElse(null))
                .put("metadata", filters.metadata().map(JsonObject::new).orElse(null));
    }

    private static Long number(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
