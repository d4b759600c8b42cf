package io.artstore.storage.repository;

import io.artstore.storage.domain.WalEntry;
import io.artstore.storage.domain.WalEntry.Operation;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The write-ahead log's intents, from opening to taking back. Committing is part of {@link CommitRepository}. */
public final class WalRepository {
    private static final int MESSAGE_LENGTH = 1_000;

    private static final String OPEN = """
            INSERT INTO {wal} (transaction_id, operation_type, status, file_id, operation_data, started_at, user_id)
            SELECT transaction_id, operation_type, 'pending', file_id, operation_data, started_at, user_id
            FROM jsonb_to_recordset($1::text::jsonb) AS entry (
                transaction_id uuid, operation_type text, file_id uuid, operation_data jsonb, started_at timestamptz,
                user_id text)
            """;
    private static final String FENCE = """
            UPDATE {wal} SET operation_data = operation_data || '{"undo": true}'
            WHERE transaction_id = $1 AND status = 'pending'
            """;
    private static final String STATUS = "SELECT status FROM {wal} WHERE transaction_id = $1";
    private static final String CLOSE = """
            UPDATE {wal}
            SET status = $2, error_message = $3, completed_at = $4,
                duration_ms = least(extract(epoch FROM $4 - started_at) * 1000, 2147483647)::integer
            WHERE transaction_id = $1 AND status = 'pending'
            """;
    private static final String PENDING = """
            SELECT transaction_id, operation_type, file_id, operation_data::text AS data, started_at, user_id
            FROM {wal} WHERE status = 'pending' ORDER BY started_at, transaction_id
            """;

    private final Database database;

    public WalRepository(Database database) {
        this.database = database;
    }

    /** What became of an operation whose undoing was begun. */
    public enum Fence {
        /** It is pending and can no longer be committed. */
        HOLDS,
        /** It was committed before. */
        COMMITTED
    }

    /** Writes intents, all or none. */
    public Future<Void> open(List<WalEntry> entries) {
        List<Map<String, Object>> rows =
                entries.stream().map(WalRepository::row).toList();
        return database.execute(OPEN, Tuple.of(RowJson.write(rows))).mapEmpty();
    }

    /** Makes sure that an operation is not committed from now on, so that it can be undone. */
    public Future<Fence> fence(UUID id) {
        return database.execute(FENCE, Tuple.of(id)).compose(fenced -> status(id));
    }

    private Future<Fence> status(UUID id) {
        return database.execute(STATUS, Tuple.of(id))
                .map(rows -> rows.rowCount() == 1
                                && rows.iterator().next().getString(0).equals("committed")
                        ? Fence.COMMITTED
                        : Fence.HOLDS);
    }

    /** The operation was taken back. */
    public Future<Void> rollBack(UUID id, String reason, Instant at) {
        return close(id, "rolled_back", reason, at);
    }

    /** The operation turned out to have happened already. */
    public Future<Void> acknowledge(UUID id, Instant at) {
        return close(id, "committed", null, at);
    }

    private Future<Void> close(UUID id, String status, String message, Instant at) {
        String bounded = message == null
                ? null
                : message.substring(0, Math.min(MESSAGE_LENGTH, message.length()))
                        .replace('\0', ' ');
        return database.execute(CLOSE, Tuple.of(id, status, bounded, at.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    /** All that is neither committed nor taken back, oldest first. */
    public Future<List<WalEntry>> pending() {
        return database.execute(PENDING).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(WalRepository::entry)
                .toList());
    }

    private static Map<String, Object> row(WalEntry entry) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("transaction_id", entry.id());
        row.put("operation_type", entry.operation().label());
        row.put("file_id", entry.fileId());
        row.put("operation_data", entry.data());
        row.put("started_at", entry.startedAt().toString());
        row.put("user_id", entry.userId());
        return row;
    }

    private static WalEntry entry(Row row) {
        return new WalEntry(
                row.getUUID("transaction_id"),
                Operation.ofLabel(row.getString("operation_type")),
                row.getUUID("file_id"),
                RowJson.readObject(row.getString("data")),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getString("user_id"));
    }
}
