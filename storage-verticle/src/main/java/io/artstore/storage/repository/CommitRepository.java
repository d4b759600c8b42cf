package io.artstore.storage.repository;

import io.artstore.storage.domain.AttributeDocument;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The one transaction at the end of every write: the document's row, the intent's way into the history, the change feed,
 * the audit event that the intent carries, and the counters, for as many operations at once as there are.
 *
 * <p>Each is a single statement. It only acts for intents that are still there and not fenced off, and says which
 * those were: so a commit that comes too late, after somebody has begun to undo the operation, changes nothing.
 */
public final class CommitRepository {
    /** Takes the intents away and writes down how they ended; what the audit log is told need not stand there twice. */
    private static final String CLAIM = """
            WITH incoming AS (
                SELECT * FROM jsonb_to_recordset($1::text::jsonb) AS r (
                    transaction_id uuid, completed_at timestamptz, result jsonb, change jsonb,
                    """ + DocumentRow.TYPES + """
                )
            ), taken AS (
                DELETE FROM {intents}
                WHERE transaction_id = ANY (ARRAY (SELECT transaction_id FROM incoming)) AND NOT operation_data ? 'undo'
                RETURNING transaction_id, operation_type, operation_data, started_at, user_id
            ), claimed AS MATERIALIZED (
                SELECT i.*, t.operation_type, t.operation_data, t.started_at, t.user_id
                FROM incoming i JOIN taken t ON t.transaction_id = i.transaction_id
            ), ended AS (
                INSERT INTO {wal} (
                    transaction_id, operation_type, status, file_id, operation_data, started_at, completed_at,
                    duration_ms, user_id)
                SELECT transaction_id, operation_type, 'committed', file_id,
                    (operation_data - 'audit') || jsonb_build_object('result', result), started_at, completed_at,
                    least(extract(epoch FROM completed_at - started_at) * 1000, 2147483647)::integer, user_id
                FROM claimed
                """ + History.LAST_WORD + """

            ), audited AS (
                INSERT INTO {audit} (event)
                SELECT entry.event || jsonb_build_object(
                    'occurredAt', to_char(completed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                    'data', (entry.event -> 'data') || jsonb_build_object(
                        'storage_element_id', '{element}', 'filename', original_filename, 'size_bytes', file_size,
                        'content_type', content_type, 'sha256', checksum))
                FROM (
                    SELECT (operation_data ->> 'audit')::jsonb AS event, completed_at, original_filename, file_size,
                        content_type, checksum
                    FROM claimed WHERE operation_data ? 'audit') AS entry
            )""";
    /** Recovery may find the row there already. */
    private static final String STORE = """
            , stored AS (
                INSERT INTO {files} (
                    file_id, original_filename, storage_filename, file_size, content_type, created_at, updated_at,
                    created_by_id, created_by_username, created_by_fullname, description, version, storage_path,
                    checksum, metadata_json)
                SELECT file_id, original_filename, storage_filename, file_size, content_type, created_at, updated_at,
                    created_by_id, created_by_username, created_by_fullname, description, version, storage_path,
                    checksum, coalesce(metadata_json, 'null'::jsonb)
                FROM claimed ON CONFLICT (file_id) DO NOTHING RETURNING file_id, file_size
            ), fed AS (
                INSERT INTO {changes} (change_type, file_id, occurred_at, document)
                SELECT 'created', file_id, completed_at, change FROM claimed JOIN stored USING (file_id)
            ), counted AS (
                UPDATE {usage} SET live_files = live_files + (SELECT count(*) FROM stored),
                    live_bytes = live_bytes + (SELECT sum(file_size) FROM stored)
                WHERE singleton AND EXISTS (SELECT FROM stored)
            )""";

    private static final String EDIT = """
            , stored AS (
                UPDATE {files} f
                SET description = c.description, version = c.version, updated_at = c.updated_at,
                    metadata_json = coalesce(c.metadata_json, 'null'::jsonb)
                FROM claimed c
                WHERE f.file_id = c.file_id AND f.file_id = ANY (ARRAY (SELECT file_id FROM claimed))
                RETURNING f.file_id
            ), fed AS (
                INSERT INTO {changes} (change_type, file_id, occurred_at, document)
                SELECT 'updated', file_id, completed_at, change FROM claimed JOIN stored USING (file_id)
            )""";
    private static final String REMOVE = """
            , removed AS (
                DELETE FROM {files} WHERE file_id = ANY (ARRAY (SELECT file_id FROM claimed))
                RETURNING file_id, file_size
            ), unverified AS (
                DELETE FROM {fixity} WHERE file_id = ANY (ARRAY (SELECT file_id FROM claimed))
            ), trashed AS (
                INSERT INTO {trash} (entry_id, file_id, original_filename, path, size_bytes, deleted_at, deleted_by)
                SELECT transaction_id, file_id, original_filename, storage_path || storage_filename, file_size,
                    completed_at, user_id
                FROM claimed
            ), fed AS (
                INSERT INTO {changes} (change_type, file_id, occurred_at)
                SELECT 'deleted', file_id, completed_at FROM claimed JOIN removed USING (file_id)
            ), counted AS (
                UPDATE {usage} SET live_files = live_files - (SELECT count(*) FROM removed),
                    live_bytes = live_bytes - (SELECT sum(file_size) FROM removed)
                WHERE singleton AND EXISTS (SELECT FROM removed)
            )""";
    private static final String UNTRASH = """
            , untrashed AS (
                DELETE FROM {trash}
                WHERE entry_id = ANY (ARRAY (SELECT (operation_data ->> 'deletion')::uuid FROM claimed))
            )""";
    private static final String EFFECTIVE = " SELECT transaction_id FROM claimed";

    static final String CREATE = CLAIM + STORE + EFFECTIVE;
    static final String UPDATE = CLAIM + EDIT + EFFECTIVE;
    static final String DELETE = CLAIM + REMOVE + EFFECTIVE;
    /** Query knows it as a document that is new: it forgot the deleted one. */
    static final String RESTORE = CLAIM + STORE + UNTRASH + EFFECTIVE;

    private final Database database;

    public CommitRepository(Database database) {
        this.database = database;
    }

    /** New documents; returns the entries that took effect. */
    public Future<Set<UUID>> created(List<Commit> commits) {
        return execute(CREATE, commits);
    }

    /** Edited documents; returns the entries that took effect. */
    public Future<Set<UUID>> updated(List<Commit> commits) {
        return execute(UPDATE, commits);
    }

    /** Deleted documents; returns the entries that took effect. */
    public Future<Set<UUID>> deleted(List<Commit> commits) {
        return execute(DELETE, commits);
    }

    /** Documents that are back from the trash; returns the entries that took effect. */
    public Future<Set<UUID>> restored(List<Commit> commits) {
        return execute(RESTORE, commits);
    }

    private Future<Set<UUID>> execute(String sql, List<Commit> commits) {
        List<Map<String, Object>> rows =
                commits.stream().map(CommitRepository::row).toList();
        return database.executeByKey(sql, Tuple.of(RowJson.write(rows))).map(CommitRepository::ids);
    }

    private static Set<UUID> ids(RowSet<Row> rows) {
        Set<UUID> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.getUUID(0)));
        return ids;
    }

    private static Map<String, Object> row(Commit commit) {
        AttributeDocument document = commit.document();
        Map<String, Object> row = DocumentRow.of(document);
        row.put("transaction_id", commit.entry());
        row.put("completed_at", commit.at().toString());
        row.put("result", result(document));
        row.put("change", FeedDocument.of(document));
        return row;
    }

    private static Map<String, Object> result(AttributeDocument document) {
        return Map.of(
                "file_id", document.fileId(),
                "checksum", document.sha256(),
                "file_size", document.sizeBytes());
    }
}
