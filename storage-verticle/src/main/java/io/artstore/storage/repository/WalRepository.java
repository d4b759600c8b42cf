package io.artstore.storage.repository;

import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.WalEntry;
import io.artstore.storage.domain.WalEntry.Operation;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.StreamSupport;

/**
 * The write-ahead log's intents, from opening to taking back. Committing is part of {@link CommitRepository}.
 *
 * <p>An operation lies among the intents until it comes to its end, and from then on in the checkpoint's table: each is
 * written there once, and that table's many indexes with it. Where both know an operation the intent is right.
 */
public final class WalRepository {
    private static final int MESSAGE_LENGTH = 1_000;

    static final String OPEN = """
            INSERT INTO {intents} (transaction_id, operation_type, file_id, operation_data, started_at, user_id)
            SELECT transaction_id, operation_type, file_id, operation_data::jsonb, started_at, user_id
            FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::timestamptz[], $6::text[]) AS entry (
                transaction_id, operation_type, file_id, operation_data, started_at, user_id)
            """;
    /** Answers the documents that are there; of those nothing is opened. Nobody else creates documents of this element. */
    static final String OPEN_NEW = "WITH there AS (" + DocumentRepository.ROWS + """
                WHERE file_id = ANY ($3)
            ), opened AS (
            """ + OPEN + """
                WHERE file_id <> ALL (ARRAY (SELECT file_id FROM there))
            )
            SELECT * FROM there
            """;

    static final String FENCE = """
            UPDATE {intents} SET operation_data = operation_data || '{"undo": true}' WHERE transaction_id = $1
            """;
    static final String END = "SELECT status FROM {wal} WHERE transaction_id = $1";
    static final String CLOSE = """
            WITH closed AS (
                DELETE FROM {intents} WHERE transaction_id = $1 RETURNING *
            )
            INSERT INTO {wal} (
                transaction_id, operation_type, status, file_id, operation_data, error_message, started_at,
                completed_at, duration_ms, user_id)
            SELECT transaction_id, operation_type, $2::text, file_id, operation_data - 'audit', $3::text, started_at,
                $4::timestamptz, least(extract(epoch FROM $4::timestamptz - started_at) * 1000, 2147483647)::integer,
                user_id
            FROM closed
            """ + History.LAST_WORD;
    private static final String ADOPT = """
            WITH adopted AS (
                DELETE FROM {wal} WHERE status = 'pending'
                RETURNING transaction_id, operation_type, file_id, operation_data, started_at, user_id
            )
            INSERT INTO {intents} (transaction_id, operation_type, file_id, operation_data, started_at, user_id)
            SELECT transaction_id, operation_type, file_id, operation_data, started_at, user_id FROM adopted
            ON CONFLICT (transaction_id) DO NOTHING
            """;
    private static final String PENDING = """
            SELECT transaction_id, operation_type, file_id, operation_data::text AS data, started_at, user_id
            FROM {intents} ORDER BY started_at, transaction_id
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
        return database.executeByKey(OPEN, columns(entries)).mapEmpty();
    }

    /**
     * Writes the intents of creations whose documents are not there yet.
     *
     * @return in the order of the entries, the document that is there; its entry was not written then
     */
    public Future<List<Optional<AttributeDocument>>> openNew(List<WalEntry> entries) {
        List<UUID> fileIds = entries.stream().map(WalEntry::fileId).toList();
        return database.executeByKey(OPEN_NEW, columns(entries))
                .map(rows -> DocumentRepository.inOrder(fileIds, DocumentRepository.documents(rows)));
    }

    private static Tuple columns(List<WalEntry> entries) {
        return Tuple.tuple()
                .addArrayOfUUID(column(entries, WalEntry::id, UUID[]::new))
                .addArrayOfString(column(entries, entry -> entry.operation().label(), String[]::new))
                .addArrayOfUUID(column(entries, WalEntry::fileId, UUID[]::new))
                .addArrayOfString(column(entries, entry -> RowJson.write(entry.data()), String[]::new))
                .addArrayOfOffsetDateTime(
                        column(entries, entry -> entry.startedAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new))
                .addArrayOfString(column(entries, WalEntry::userId, String[]::new));
    }

    private static <T> T[] column(List<WalEntry> entries, Function<WalEntry, T> value, IntFunction<T[]> array) {
        return entries.stream().map(value).toArray(array);
    }

    /** Makes sure that an operation is not committed from now on, so that it can be undone. */
    public Future<Fence> fence(UUID id) {
        return database.executeByKey(FENCE, Tuple.of(id))
                .compose(fenced -> fenced.rowCount() == 1 ? Future.succeededFuture(Fence.HOLDS) : end(id));
    }

    /** Asked after the fence: a commit that was under way has come to its end then. */
    private Future<Fence> end(UUID id) {
        return database.executeByKey(END, Tuple.of(id))
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
        return database.executeByKey(CLOSE, Tuple.of(id, status, bounded, at.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    /**
     * Takes over what another program, or an earlier version of this one, left pending in the checkpoint's table; returns how
     * many that were. Only for the element's owner, before it begins operations of its own.
     */
    public Future<Integer> adoptPending() {
        return database.execute(ADOPT).map(SqlResult::rowCount);
    }

    /** All that is neither committed nor taken back, oldest first. */
    public Future<List<WalEntry>> pending() {
        return database.execute(PENDING).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(WalRepository::entry)
                .toList());
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
