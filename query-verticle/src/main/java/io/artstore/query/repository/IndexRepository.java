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

    /** An element's own feed is in order, so its word always counts; another element's only when it is later. */
    private static final String UPSERT = """
            INSERT INTO public.file_metadata_cache AS f (id, filename, storage_filename, file_size, mime_type,
                sha256_hash, username, tags, description, storage_element_id, storage_element_url,
                created_at, updated_at, cache_updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            ON CONFLICT (id) DO UPDATE SET
                filename = EXCLUDED.filename, storage_filename = EXCLUDED.storage_filename,
                file_size = EXCLUDED.file_size, mime_type = EXCLUDED.mime_type, sha256_hash = EXCLUDED.sha256_hash,
                username = EXCLUDED.username, tags = EXCLUDED.tags, description = EXCLUDED.description,
                storage_element_id = EXCLUDED.storage_element_id, storage_element_url = EXCLUDED.storage_element_url,
                created_at = EXCLUDED.created_at, updated_at = EXCLUDED.updated_at,
                cache_updated_at = EXCLUDED.cache_updated_at
            WHERE f.storage_element_id = EXCLUDED.storage_element_id
               OR (EXCLUDED.updated_at, EXCLUDED.cache_updated_at) > (f.updated_at, f.cache_updated_at)""";

    private static final String DELETE =
            "DELETE FROM public.file_metadata_cache WHERE id = ANY ($1::varchar[]) AND storage_element_id = $2";

    /**
     * What a complete listing does not have. A row that is younger may have come after the listing was read, and an
     * element that names nothing at all has not shown what it has.
     */
    private static final String DELETE_UNLISTED = """
            DELETE FROM public.file_metadata_cache f
            WHERE f.storage_element_id = $2 AND f.cache_updated_at < $3
                AND EXISTS (SELECT FROM artstore.index_listing WHERE job_id = $1 AND element_id = $2)
                AND NOT EXISTS (SELECT FROM artstore.index_listing l
                    WHERE l.job_id = $1 AND l.element_id = $2 AND l.file_id = f.id AND l.digest IS NOT NULL)""";

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
                .compose(claimed -> claimed
                        ? upsert(connection, page.upserts())
                                .compose(done -> delete(connection, page))
                                .compose(done -> advance(connection, page))
                                .map(true)
                        : Future.succeededFuture(false)));
    }

    /**
     * Sends the index back to the beginning of an element's feed, and removes the element's rows that a job's listing
     * does not have.
     *
     * @param job whose listing of the element is complete; a listing broken off would cost rows
     * @param settledBefore when the listing began, less what clocks may differ by
     * @return how many rows were removed
     */
    public Future<Integer> restart(UUID job, String elementId, Instant settledBefore) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(ADD_CURSOR)
                .execute(Tuple.of(elementId))
                .compose(added -> readCursor(connection, LOCK_CURSOR, elementId))
                .compose(locked -> connection
                        .preparedQuery(DELETE_UNLISTED)
                        .execute(Tuple.of(job, elementId, Rows.at(settledBefore))))
                .compose(removed -> connection
                        .preparedQuery(ADVANCE_CURSOR)
                        .execute(Tuple.of(elementId, ""))
                        .map(removed.rowCount())));
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
        return pool.withConnection(
                connection -> connection.begin().compose(transaction -> upsert(connection, List.of(document))
                        .eventually(transaction::rollback)));
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

    private static Future<Void> upsert(SqlConnection connection, List<IndexedDocument> documents) {
        if (documents.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Tuple> rows = documents.stream().map(IndexRepository::values).toList();
        return connection.preparedQuery(UPSERT).executeBatch(rows).mapEmpty();
    }

    private static Tuple values(IndexedDocument document) {
        return Tuple.tuple()
                .addString(document.id())
                .addString(document.filename())
                .addString(document.storageFilename())
                .addLong(document.sizeBytes())
                .addString(document.mimeType())
                .addString(document.sha256())
                .addString(document.username())
                .addArrayOfString(document.tags().toArray(String[]::new))
                .addString(document.description())
                .addString(document.elementId())
                .addString(document.elementUrl())
                .addOffsetDateTime(Rows.at(document.createdAt()))
                .addOffsetDateTime(Rows.at(document.updatedAt()))
                .addOffsetDateTime(Rows.at(document.knownAt()));
    }

    private static Future<Void> delete(SqlConnection connection, IndexPage page) {
        if (page.deletions().isEmpty()) {
            return Future.succeededFuture();
        }
        return connection
                .preparedQuery(DELETE)
                .execute(Tuple.of(page.deletions().toArray(String[]::new), page.elementId()))
                .mapEmpty();
    }

    private static Future<Void> advance(SqlConnection connection, IndexPage page) {
        return connection
                .preparedQuery(ADVANCE_CURSOR)
                .execute(Tuple.of(page.elementId(), page.to()))
                .mapEmpty();
    }
}
