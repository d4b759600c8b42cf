package io.artstore.storage.repository;

import io.artstore.storage.domain.Trashed;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** What lies in the trash. The rows come with the transaction that deletes; see {@link CommitRepository}. */
public final class TrashRepository {
    private static final String DUE = """
            SELECT entry_id, deleted_at FROM {trash}
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
                .map(row -> new Trashed(row.getUUID(0), row.getOffsetDateTime(1).toInstant()))
                .toList());
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
