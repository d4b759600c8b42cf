package io.artstore.storage.repository;

import io.artstore.storage.domain.DeletedDocument;
import io.artstore.storage.domain.DocumentKey;
import io.artstore.storage.domain.EntryPosition;
import io.artstore.storage.domain.Trashed;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** What lies in the trash. The rows come with the transaction that deletes; see {@link CommitRepository}. */
public final class TrashRepository {
    private static final String DUE = """
            SELECT entry_id, file_id, deleted_at FROM {trash}
            WHERE deleted_at <= $1 AND (deleted_at, entry_id) > ($2, $3)
            ORDER BY deleted_at, entry_id LIMIT $4
            """;
    private static final String FORGET = """
            WITH gone AS (DELETE FROM {trash} WHERE entry_id = $1 RETURNING size_bytes)
            SELECT count(*), coalesce(sum(size_bytes), 0)::bigint FROM gone
            """;
    private static final String CONTENT = "SELECT count(*), coalesce(sum(size_bytes), 0)::bigint FROM {trash}";
    private static final String UNKNOWN = """
            SELECT count(*) FROM unnest($1::uuid[]) AS present (entry_id)
            WHERE NOT EXISTS (SELECT FROM {trash} t WHERE t.entry_id = present.entry_id)
            """;

    private static final String DELETED = """
            SELECT entry_id, file_id, original_filename, path, size_bytes, deleted_at, deleted_by FROM {trash}
            """;
    private static final String PAGE = DELETED + """
            WHERE (deleted_at, entry_id) < ($1, $2) AND ($3::uuid IS NULL OR file_id = $3)
            ORDER BY deleted_at DESC, entry_id DESC LIMIT $4
            """;
    private static final String FIND = DELETED + """
            WHERE file_id = $1 AND ($2::uuid IS NULL OR entry_id = $2)
            ORDER BY deleted_at DESC, entry_id DESC LIMIT 1
            """;

    private final Database database;

    public TrashRepository(Database database) {
        this.database = database;
    }

    /** So many documents of so many bytes together. */
    public record Content(long files, long bytes) {}

    /** What was deleted at a time or before, oldest first, after a position. */
    public Future<List<Trashed>> due(Instant deletedBy, Trashed after, int limit) {
        Tuple values = Tuple.of(
                deletedBy.atOffset(ZoneOffset.UTC), after.deletedAt().atOffset(ZoneOffset.UTC), after.entry(), limit);
        return database.execute(DUE, values).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Trashed(
                        row.getUUID(0), row.getUUID(1), row.getOffsetDateTime(2).toInstant()))
                .toList());
    }

    /** What was deleted before a position, the newest first, of one document where it is given. */
    public Future<List<DeletedDocument>> page(Optional<UUID> fileId, Optional<EntryPosition> before, int limit) {
        EntryPosition from = before.orElse(EntryPosition.NEWEST);
        Tuple values = Tuple.of(from.at().atOffset(ZoneOffset.UTC), from.id(), fileId.orElse(null), limit);
        return database.execute(PAGE, values).map(TrashRepository::deleted);
    }

    /** The newest deletion of a document, or the one that is asked for. */
    public Future<Optional<DeletedDocument>> find(UUID fileId, Optional<UUID> deletion) {
        return database.execute(FIND, Tuple.of(fileId, deletion.orElse(null)))
                .map(rows -> deleted(rows).stream().findFirst());
    }

    private static List<DeletedDocument> deleted(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new DeletedDocument(
                        row.getUUID("entry_id"),
                        row.getUUID("file_id"),
                        row.getString("original_filename"),
                        DocumentKey.parse(row.getString("path")),
                        row.getLong("size_bytes"),
                        row.getOffsetDateTime("deleted_at").toInstant(),
                        Optional.ofNullable(row.getString("deleted_by"))))
                .toList();
    }

    /** Forgets what was destroyed; returns what that was, which is nothing where it was forgotten before. */
    public Future<Content> forget(UUID entry) {
        return database.execute(FORGET, Tuple.of(entry)).map(TrashRepository::content);
    }

    /** All there is. */
    public Future<Content> content() {
        return database.execute(CONTENT).map(TrashRepository::content);
    }

    /** How many of these ids are not in the trash as far as the database knows. */
    public Future<Long> unknown(List<UUID> entries) {
        return database.execute(UNKNOWN, Tuple.of(entries.toArray(UUID[]::new)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static Content content(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        return new Content(row.getLong(0), row.getLong(1));
    }
}
