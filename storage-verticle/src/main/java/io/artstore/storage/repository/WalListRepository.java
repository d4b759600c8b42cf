package io.artstore.storage.repository;

import io.artstore.storage.domain.EntryPosition;
import io.artstore.storage.domain.WalRecord;
import io.artstore.storage.domain.WalStatus;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Shows the write-ahead log in pages: what is pending, and the history, which is never emptied. */
public final class WalListRepository {
    /**
     * The checkpoint's index is by status and begin, so each status is read in its order and the few rows are merged; what is
     * pending is little, and has a table of its own.
     */
    private static final String PAGE = """
            SELECT e.transaction_id, e.operation_type, e.status, e.file_id, e.operation_data::text AS data,
                   e.error_message, e.started_at, e.completed_at, e.duration_ms, e.user_id
            FROM (
                SELECT w.* FROM unnest($1::text[]) AS wanted (status) CROSS JOIN LATERAL (
                    SELECT transaction_id, operation_type, status, file_id, operation_data, error_message, started_at,
                           completed_at, duration_ms, user_id
                    FROM {wal} w
                    WHERE w.status = wanted.status
                      AND ($2::uuid IS NULL OR w.file_id = $2)
                      AND (w.started_at, w.transaction_id) < ($3, $4)
                    ORDER BY w.started_at DESC, w.transaction_id DESC
                    LIMIT $5) AS w
                UNION ALL
                SELECT transaction_id, operation_type, 'pending', file_id, operation_data, NULL, started_at,
                       NULL, NULL, user_id
                FROM {intents}
                WHERE 'pending' = ANY ($1) AND ($2::uuid IS NULL OR file_id = $2)
                  AND (started_at, transaction_id) < ($3, $4)) AS e
            ORDER BY e.started_at DESC, e.transaction_id DESC
            LIMIT $5""";

    private final Database database;

    public WalListRepository(Database database) {
        this.database = database;
    }

    /** Operations before a position, the newest first, of these statuses and, where one is given, on this document. */
    public Future<List<WalRecord>> page(
            List<WalStatus> statuses, Optional<UUID> fileId, Optional<EntryPosition> before, int limit) {
        EntryPosition from = before.orElse(EntryPosition.NEWEST);
        Tuple values = Tuple.tuple()
                .addArrayOfString(statuses.stream().map(WalStatus::label).toArray(String[]::new))
                .addUUID(fileId.orElse(null))
                .addOffsetDateTime(from.at().atOffset(ZoneOffset.UTC))
                .addUUID(from.id())
                .addInteger(limit);
        return database.execute(PAGE, values).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(WalListRepository::entry)
                .toList());
    }

    private static WalRecord entry(Row row) {
        Integer duration = row.getInteger("duration_ms");
        return new WalRecord(
                row.getUUID("transaction_id"),
                row.getString("operation_type"),
                row.getString("status"),
                Optional.ofNullable(row.getUUID("file_id")),
                RowJson.readObject(row.getString("data")),
                Optional.ofNullable(row.getString("error_message")),
                row.getOffsetDateTime("started_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("completed_at")).map(OffsetDateTime::toInstant),
                duration == null ? OptionalInt.empty() : OptionalInt.of(duration),
                Optional.ofNullable(row.getString("user_id")));
    }
}
