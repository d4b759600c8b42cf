package io.artstore.query.repository;

import io.artstore.query.domain.IndexPage;
import io.artstore.query.domain.IndexedDocument;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Writes the index and each element's cursor, always in one transaction, so that the index never claims to know more or
 * less than it holds.
 *
 * <p>Several nodes may follow the same element: the cursor's row is locked first, and a page that was read at another
 * cursor than the one found there is not applied.
 *
 * <p>These transactions do not wait for the disk. A crash of the server may undo the last of them, rows and cursor
 * together, and they are pulled again.
 */
public final class IndexRepository {
    private static final String KNOWN_ELEMENTS = "SELECT element_id FROM artstore.feed_cursors ORDER BY element_id";
    private static final String READ_CURSOR = "SELECT cursor FROM artstore.feed_cursors WHERE element_id = $1";
    private static final String ADD_CURSOR =
            "INSERT INTO artstore.feed_cursors (element_id, cursor) VALUES ($1, '') ON CONFLICT DO NOTHING";
    private static final String LOCK_CURSOR = READ_CURSOR + " FOR UPDATE";
    private static final String ADVANCE_CURSOR =
            "UPDATE artstore.feed_cursors SET cursor = $2, updated_at = now() WHERE element_id = $1";
    private static final String RELAX = "SET LOCAL synchronous_commit = off";

    private final Pool pool;

    public IndexRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    /** The elements that were ever followed. */
    public Future<List<String>> knownElements() {
        return pool.query(KNOWN_ELEMENTS)
                .execute()
                .map(rows -> rows.stream().map(row -> row.getString(0)).toList());
    }

    /** Where the index stands in an element's feed; the empty cursor for an element never followed. */
    public Future<String> cursor(String elementId) {
        return readCursor(pool, READ_CURSOR, elementId);
    }

    /**
     * Applies a page and advances the cursor.
     *
     * @return false, and nothing is changed, when the index no longer stands where the page was read
     */
    public Future<Boolean> apply(IndexPage page) {
        return pool.withTransaction(connection -> claim(connection, page)
                .compose(
                        claimed -> claimed ? applyClaimed(connection, page).map(true) : Future.succeededFuture(false)));
    }

    private static Future<Void> applyClaimed(SqlConnection connection, IndexPage page) {
        return write(new DocumentWriter(connection, page.elementId()), page).compose(done -> advance(connection, page));
    }

    /**
     * Sends the index back to the beginning of an element's feed, and removes the element's documents that a job's
     * listing does not have.
     *
     * @param job whose listing of the element is complete; a listing broken off would cost rows
     * @param settledBefore when the listing began, less what clocks may differ by
     * @return how many documents were removed
     */
    public Future<Integer> restart(UUID job, String elementId, Instant settledBefore) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(ADD_CURSOR)
                .execute(Tuple.of(elementId))
                .compose(added -> readCursor(connection, LOCK_CURSOR, elementId))
                .compose(locked -> new DocumentWriter(connection, elementId).removeUnlisted(job, settledBefore))
                .compose(removed -> connection
                        .preparedQuery(ADVANCE_CURSOR)
                        .execute(Tuple.of(elementId, ""))
                        .map(removed)));
    }

    /** Whether an application failed because of what the page says, so that trying again would fail again. */
    public boolean isAboutValues(Throwable failure) {
        return DatabaseFailures.isAboutValues(failure);
    }

    /**
     * Tries one document of a page alone, without keeping the result.
     *
     * @return fails as {@link #apply} would because of this document
     */
    public Future<Void> rehearse(IndexedDocument document) {
        return pool.withConnection(connection -> connection.begin().compose(transaction -> new DocumentWriter(
                        connection, document.elementId())
                .put(List.of(document))
                .eventually(transaction::rollback)));
    }

    private static Future<Void> write(DocumentWriter documents, IndexPage page) {
        return documents.put(page.upserts()).compose(put -> documents.remove(page.deletions()));
    }

    private static Future<Boolean> claim(SqlConnection connection, IndexPage page) {
        return connection
                .query(RELAX)
                .execute()
                .compose(done -> connection.preparedQuery(ADD_CURSOR).execute(Tuple.of(page.elementId())))
                .compose(done -> readCursor(connection, LOCK_CURSOR, page.elementId()))
                .map(page.from()::equals);
    }

    private static Future<String> readCursor(SqlClient client, String sql, String elementId) {
        return client.preparedQuery(sql)
                .execute(Tuple.of(elementId))
                .map(rows ->
                        rows.stream().findFirst().map(row -> row.getString(0)).orElse(""));
    }

    private static Future<Void> advance(SqlConnection connection, IndexPage page) {
        return connection
                .preparedQuery(ADVANCE_CURSOR)
                .execute(Tuple.of(page.elementId(), page.to()))
                .mapEmpty();
    }
}
