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
 * The one transaction at the end of every write: the document's row, the write-ahead entry, the change feed, the audit
 * event that the entry carries, and the counters, for as many operations at once as there are.
 *
 * <p>Each is a single statement. It only acts for entries that are still pending and not fenced off, and says which
 * those were: so a commit that comes too late, after somebody has begun to undo the operation, changes nothing.
 */
public final class CommitRepository {
    /**
     * The status is compared so that no index of it is used: every entry of the last minutes was pending once, and the
     * dead ones would be looked at for every batch.
     */
    private static final String CLAIM = """
            WITH incoming AS (
                SELECT * FROM jsonb_to_recordset($1::text::jsonb) AS r (
                    transaction_id uuid, completed_at timestamptz, result jsonb, change jsonb,
                    """ + DocumentRow.TYPES + """
                )
            ), claimed AS (
                UPDATE {wal} w
                SET status = 'committed', completed_at = i.completed_at,
                    duration_ms = least(extract(epoch FROM i.completed_at - w.started_at) * 1000, 2147483647)::integer,
                    operation_data = w.operation_data || jsonb_build_object('result', i.result)
                FROM incoming i
                WHERE w.transaction_id = i.transaction_id AND (w.status = 'pending') IS TRUE AND NOT w.operation_data ? 'undo'
                RETURNING i.*, w.user_id, w.operation_data
            ), audited AS (
                INSERT INTO {audit} (event)
                SELECT entry.event || jsonb_build_object(
                    'occurredAt', to_char(completed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                    'data', (entry.event -> 'data') || jsonb_build_object(
                        'storage_element_id', '{element}', 'filename', original_filename, 'size_bytes', file_size,
                        'content_type', content_type, 'sha256', checksum))
                FROM claimed, LATERAL (SELECT (operation_data ->> 'audit')::jsonb AS event) AS entry
                WHERE operation_data ? 'audit'
            )""";
    /** Recovery may find the row there already. */
    private static final String CREATE = CLAIM + """
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
                UPDATE {usage} SET live_files = live_files + files, live_bytes = live_bytes + bytes
                FROM (SELECT count(*) AS files, coalesce(sum(file_size), 0) AS bytes FROM stored) AS added
                WHERE files > 0
            )
            SELECT transaction_id FROM claimed""";

    private static final String UPDATE = CLAIM + """
            , stored AS (
                UPDATE {files} f
                SET description = c.description, version = c.version, updated_at = c.updated_at,
                    metadata_json = coalesce(c.metadata_json, 'null'::jsonb)
                FROM claimed c WHERE f.file_id = c.file_id RETURNING f.file_id
            ), fed AS (
                INSERT INTO {changes} (change_type, file_id, occurred_at, document)
                SELECT 'updated', file_id, completed_at, change FROM claimed JOIN stored USING (file_id)
            )
            SELECT transaction_id FROM claimed""";
    private static final String DELETE = CLAIM + """
            , removed AS (
                DELETE FROM {files} f USING claimed c WHERE f.file_id = c.file_id RETURNING f.file_id, f.file_size
            ), unverified AS (
                DELETE FROM {fixity} x USING claimed c WHERE x.file_id = c.file_id
            ), trashed AS (
                INSERT INTO {trash} (entry_id, file_id, original_filename, path, size_bytes, deleted_at, deleted_by)
                SELECT transaction_id, file_id, original_filename, storage_path || storage_filename, file_size,
                    completed_at, user_id
                FROM claimed
            ), fed AS (
                INSERT INTO {changes} (change_type, file_id, occurred_at)
                SELECT 'deleted', file_id, completed_at FROM claimed JOIN removed USING (file_id)
            ), counted AS (
                UPDATE {usage} SET live_files = live_files - files, live_bytes = live_bytes - bytes
                FROM (SELECT count(*) AS files, coalesce(sum(file_size), 0) AS bytes FROM removed) AS taken
                WHERE files > 0
            )
            SELECT transaction_id FROM claimed""";

    /** Query knows it as a document that is new: it forgot the deleted one. */
    private static final String RESTORE = CREATE.replace("SELECT transaction_id FROM claimed", """
            , untrashed AS (
                DELETE FROM {trash} t USING claimed c WHERE t.entry_id = (c.operation_data ->> 'deletion')::uuid
            )
            SELECT transaction_id FROM claimed""");

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
        return database.execute(sql, Tuple.of(RowJson.write(rows))).map(CommitRepository::ids);
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
