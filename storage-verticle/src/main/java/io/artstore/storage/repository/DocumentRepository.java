package io.artstore.storage.repository;

import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.ListPosition;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the rows of documents: the cache of what the attribute files say. */
public final class DocumentRepository {
    /** What {@link #documents} reads. */
    static final String ROWS = """
            SELECT file_id, original_filename, storage_filename, file_size, content_type, created_at, updated_at,
                   created_by_id, created_by_username, created_by_fullname, description, version, storage_path,
                   checksum, metadata_json::text AS metadata
            FROM {files}
            """;

    static final String FIND = ROWS + "WHERE file_id = ANY ($1)";
    private static final String PAGE = ROWS + "ORDER BY created_at DESC, file_id OFFSET $1 LIMIT $2";
    private static final String AFTER = ROWS + """
            WHERE created_at <= $1 AND (created_at < $1 OR file_id > $2)
            ORDER BY created_at DESC, file_id LIMIT $3
            """;
    private static final String COUNT = "SELECT live_files FROM {usage}";

    private final Database database;

    public DocumentRepository(Database database) {
        this.database = database;
    }

    public Future<Optional<AttributeDocument>> find(UUID fileId) {
        return find(List.of(fileId)).map(found -> found.get(0));
    }

    /** In the order of the ids; nothing where there is none. */
    public Future<List<Optional<AttributeDocument>>> find(List<UUID> fileIds) {
        return database.executeByKey(FIND, Tuple.of(fileIds.toArray(UUID[]::new)))
                .map(rows -> inOrder(fileIds, documents(rows)));
    }

    static List<Optional<AttributeDocument>> inOrder(List<UUID> fileIds, List<AttributeDocument> documents) {
        Map<UUID, AttributeDocument> byId =
                documents.stream().collect(Collectors.toMap(AttributeDocument::fileId, document -> document));
        return fileIds.stream().map(id -> Optional.ofNullable(byId.get(id))).toList();
    }

    /** Newest first; documents of the same moment in the order of their ids. */
    public Future<List<AttributeDocument>> page(long skip, int limit) {
        return database.execute(PAGE, Tuple.of(skip, limit)).map(DocumentRepository::documents);
    }

    /** In the same order, from a position on. */
    public Future<List<AttributeDocument>> after(ListPosition position, int limit) {
        return database.execute(
                        AFTER, Tuple.of(position.createdAt().atOffset(ZoneOffset.UTC), position.fileId(), limit))
                .map(DocumentRepository::documents);
    }

    public Future<Long> count() {
        return database.execute(COUNT).map(rows -> rows.iterator().next().getLong(0));
    }

    /** Whether the database answers. */
    public Future<Void> ping() {
        return database.execute("SELECT 1").mapEmpty();
    }

    static List<AttributeDocument> documents(RowSet<Row> rows) {
        List<AttributeDocument> documents = new ArrayList<>(rows.size());
        rows.forEach(row -> documents.add(document(row)));
        return documents;
    }

    private static AttributeDocument document(Row row) {
        return new AttributeDocument(
                row.getUUID("file_id"),
                row.getString("original_filename"),
                row.getString("storage_filename"),
                row.getLong("file_size"),
                row.getString("content_type"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getString("created_by_id"),
                row.getString("created_by_username"),
                row.getString("created_by_fullname"),
                row.getString("description"),
                row.getString("version"),
                row.getString("storage_path"),
                row.getString("checksum"),
                RowJson.readObject(row.getString("metadata")),
                Map.of());
    }
}
