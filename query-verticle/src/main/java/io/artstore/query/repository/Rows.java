package io.artstore.query.repository;

import io.artstore.query.domain.IndexedDocument;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Rows of {@code file_metadata_cache} as documents, and instants as the client wants them. */
final class Rows {
    /** What {@link #document} reads, for a table named {@code f}. */
    static final String DOCUMENT_COLUMNS = """
            f.id, f.filename, f.storage_filename, f.file_size, f.mime_type, f.sha256_hash, f.username, f.tags, \
            f.description, f.storage_element_id, f.storage_element_url, f.created_at, f.updated_at, f.cache_updated_at""";

    private Rows() {}

    static IndexedDocument document(Row row) {
        return new IndexedDocument(
                row.getString("id"),
                row.getString("filename"),
                row.getString("storage_filename"),
                row.getLong("file_size"),
                row.getString("mime_type"),
                row.getString("sha256_hash"),
                row.getString("username"),
                tags(row),
                row.getString("description"),
                row.getString("storage_element_id"),
                row.getString("storage_element_url"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                instant(row, "cache_updated_at"),
                null);
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** An adopted row may have nulls among its tags. */
    private static List<String> tags(Row row) {
        return Stream.ofNullable(row.getArrayOfStrings("tags"))
                .flatMap(Arrays::stream)
                .filter(Objects::nonNull)
                .toList();
    }

    static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
