package io.artstore.storage.repository;

import io.artstore.storage.domain.ModeChange;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;

/** What the database keeps about the element itself: its mode, its counters, whether its feed is complete. */
public final class ElementRepository {
    private static final String CREATE_CONFIG = """
            INSERT INTO {config} (current_mode, is_master, total_files, total_size_bytes)
            SELECT $1, true, 0, 0 WHERE NOT EXISTS (SELECT FROM {config})
            """;
    private static final String MODE = "SELECT current_mode FROM {config} ORDER BY id LIMIT 1";
    /** What it was, by whom and why it was changed is kept among the operations, as the checkpoint meant it. */
    private static final String CHANGE_MODE = """
            WITH changed AS (
                UPDATE {config}
                SET current_mode = $2::text, mode_changed_at = $3::timestamptz, mode_changed_by = left($4::text, 255),
                    updated_at = $3::timestamptz
                WHERE id = (SELECT id FROM {config} ORDER BY id LIMIT 1) AND current_mode = $1::text
                RETURNING id
            ), logged AS (
                INSERT INTO {wal} (
                    transaction_id, operation_type, status, operation_data, started_at, completed_at, duration_ms, user_id)
                SELECT gen_random_uuid(), 'mode_change', 'committed',
                    jsonb_build_object('previous_mode', $1::text, 'new_mode', $2::text, 'reason', $5::text),
                    $3::timestamptz, $3::timestamptz, 0, left($6::text, 255)
                FROM changed
            ), fed AS (
                INSERT INTO {changes} (change_type, occurred_at) SELECT 'mode_changed', $3::timestamptz FROM changed
            ), audited AS (
                INSERT INTO {audit} (event) SELECT $7::text::jsonb FROM changed
            )
            SELECT id FROM changed""";

    private static final String RECOUNT = """
            UPDATE {usage} u SET live_files = live.files, live_bytes = live.bytes
            FROM (SELECT count(*) AS files, coalesce(sum(file_size), 0)::bigint AS bytes FROM {files}) AS live
            RETURNING u.live_files, u.live_bytes
            """;
    /** Rows that the original wrote have no change; whoever follows the feed must see them too. */
    private static final String COMPLETE_FEED = """
            INSERT INTO {changes} (change_type, file_id, occurred_at, document)
            SELECT 'created', f.file_id, f.created_at, jsonb_build_object(
                'file_id', f.file_id, 'original_filename', f.original_filename,
                'storage_filename', f.storage_filename, 'file_size', f.file_size,
                'content_type', f.content_type, 'checksum', f.checksum,
                'created_by_username', f.created_by_username,
                'tags', CASE WHEN jsonb_typeof(f.metadata_json -> 'tags') = 'array'
                             THEN f.metadata_json -> 'tags' ELSE '[]'::jsonb END,
                'description', f.description,
                'created_at', to_char(f.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                'updated_at', to_char(f.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
            FROM {files} f
            WHERE NOT EXISTS (SELECT FROM {changes} c WHERE c.file_id = f.file_id)
            """;

    private final Database database;

    public ElementRepository(Database database) {
        this.database = database;
    }

    /** What the element holds. */
    public record Usage(long files, long bytes) {}

    /**
     * The mode the database knows, which is the given one where it knew none.
     *
     * @return as it stands there
     */
    public Future<String> adoptMode(String configured) {
        return database.execute(CREATE_CONFIG, Tuple.of(configured))
                .compose(done -> database.execute(MODE))
                .map(rows -> rows.iterator().next().getString(0));
    }

    /** Changes the mode, with its row in the feed and its audit event; false where the mode is not the previous one any more. */
    public Future<Boolean> changeMode(ModeChange change, String auditEvent) {
        Tuple values = Tuple.of(change.previous(), change.current(), change.at().atOffset(ZoneOffset.UTC))
                .addValue(change.username())
                .addValue(change.reason())
                .addValue(change.subject())
                .addValue(auditEvent);
        return database.execute(CHANGE_MODE, values).map(rows -> rows.size() == 1);
    }

    /** Counts the rows anew. */
    public Future<Usage> recount() {
        return database.execute(RECOUNT)
                .map(rows -> rows.iterator().next())
                .map(row -> new Usage(row.getLong(0), row.getLong(1)));
    }

    /** Gives every row without a change its first one; returns how many that were. */
    public Future<Integer> completeFeed() {
        return database.execute(COMPLETE_FEED).map(SqlResult::rowCount);
    }

    /** Takes the element's lock on this connection if it is free. */
    public static Future<Boolean> tryLock(SqlConnection connection, String elementId) {
        return connection
                .preparedQuery("SELECT pg_try_advisory_lock(hashtextextended($1, 0))")
                .execute(Tuple.of(lockName(elementId)))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private static String lockName(String elementId) {
        return "artstore.storage.element." + elementId;
    }
}
