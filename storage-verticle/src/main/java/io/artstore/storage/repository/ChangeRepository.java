package io.artstore.storage.repository;

import io.artstore.common.contract.storage.Change;
import io.artstore.common.contract.storage.ChangeType;
import io.artstore.storage.domain.FeedCursor;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Reads the change feed in commit-safe order.
 *
 * <p>A transaction that began early may commit late. So only changes of transactions older than every one still under way
 * are shown, ordered by transaction: what comes after a cursor can never come to stand before it.
 */
public final class ChangeRepository {
    /**
     * The life of the database: the cluster, its timeline (a restore to an earlier moment begins a new one) and the
     * database in it. At least one row comes back, so that the generation is known when nothing is new.
     *
     * <p>Changes were once recorded without metadata; the document's present ones stand in for them.
     */
    private static final String AFTER = """
            WITH here AS (
              SELECT system_identifier || '.' || timeline_id || '.' || oid AS generation
              FROM pg_control_system(), pg_control_checkpoint(), pg_database
              WHERE datname = current_database())
            SELECT generation, transaction_id::text AS transaction, id, change_type, file_id, occurred_at,
                   (CASE WHEN jsonb_exists(document, 'metadata') THEN document
                    ELSE document || jsonb_build_object('metadata',
                        (SELECT f.metadata_json FROM {files} f WHERE f.file_id = next.file_id)) END)::text AS document
            FROM here LEFT JOIN LATERAL (
              SELECT * FROM {changes}
              WHERE (transaction_id, id) > (
                    CASE WHEN generation = $1 THEN $2::text ELSE '0' END::xid8,
                    CASE WHEN generation = $1 THEN $3::bigint ELSE 0 END)
                AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
              ORDER BY transaction_id, id
              LIMIT $4) AS next ON true
            ORDER BY transaction_id, id
            """;

    private final Database database;

    public ChangeRepository(Database database) {
        this.database = database;
    }

    /** A change and where it stands. */
    public record Positioned(FeedCursor cursor, Change change) {}

    /**
     * The next changes, and the position they are after: the one asked for, or the beginning of this generation.
     */
    public record Following(FeedCursor from, List<Positioned> changes) {}

    /** The next changes after a position. */
    public Future<Following> after(FeedCursor cursor, int limit) {
        return database.execute(AFTER, Tuple.of(cursor.generation(), cursor.transaction(), cursor.id(), limit))
                .map(rows -> following(cursor, rows));
    }

    private static Following following(FeedCursor asked, RowSet<Row> rows) {
        String generation = rows.iterator().next().getString("generation");
        FeedCursor from = generation.equals(asked.generation())
                ? asked
                : new FeedCursor(generation, FeedCursor.BEGINNING.transaction(), FeedCursor.BEGINNING.id());
        List<Positioned> changes = StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.getValue("id") != null)
                .map(ChangeRepository::positioned)
                .toList();
        return new Following(from, changes);
    }

    private static Positioned positioned(Row row) {
        UUID fileId = row.getUUID("file_id");
        String document = row.getString("document");
        Change change = new Change(
                ChangeType.ofLabel(row.getString("change_type")),
                fileId == null ? null : fileId.toString(),
                row.getOffsetDateTime("occurred_at").toInstant(),
                document == null ? null : FeedDocument.facts(RowJson.readObject(document)));
        return new Positioned(
                new FeedCursor(row.getString("generation"), row.getString("transaction"), row.getLong("id")), change);
    }
}
