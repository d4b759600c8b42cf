package io.artstore.storage.repository;

import io.artstore.common.contract.storage.Change;
import io.artstore.common.contract.storage.ChangeType;
import io.artstore.storage.domain.FeedCursor;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
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
    private static final String AFTER = """
            SELECT transaction_id::text AS transaction, id, change_type, file_id, occurred_at, document::text AS document
            FROM {changes}
            WHERE (transaction_id, id) > ($1::text::xid8, $2)
              AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY transaction_id, id
            LIMIT $3
            """;

    private final Pool pool;
    private final String after;

    public ChangeRepository(Pool pool, Tables tables) {
        this.pool = pool;
        this.after = tables.in(AFTER);
    }

    /** A change and where it stands. */
    public record Positioned(FeedCursor cursor, Change change) {}

    /** The next changes after a position. */
    public Future<List<Positioned>> after(FeedCursor cursor, int limit) {
        return pool.preparedQuery(after)
                .execute(Tuple.of(cursor.transaction(), cursor.id(), limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ChangeRepository::positioned)
                        .toList());
    }

    private static Positioned positioned(Row row) {
        UUID fileId = row.getUUID("file_id");
        String document = row.getString("document");
        Change change = new Change(
                ChangeType.ofLabel(row.getString("change_type")),
                fileId == null ? null : fileId.toString(),
                row.getOffsetDateTime("occurred_at").toInstant(),
                document == null ? null : FeedDocument.facts(RowJson.readObject(document)));
        return new Positioned(new FeedCursor(row.getString("transaction"), row.getLong("id")), change);
    }
}
