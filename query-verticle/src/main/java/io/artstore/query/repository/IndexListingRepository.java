package io.artstore.query.repository;

import io.artstore.query.domain.ElementFindings;
import io.artstore.query.domain.ElementFindings.Drift;
import io.artstore.query.domain.IndexPage;
import io.artstore.query.domain.IndexedDocument;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What an element says it has, beside the index, to be compared there: a digest of each document's facts, or none where
 * the last word on it was its deletion. Both digests are made by the server from the same columns, so that rounding and
 * spelling are the same.
 */
public final class IndexListingRepository {
    private static final int EXAMPLES = 10;

    private static final String LIST = """
            INSERT INTO artstore.index_listing (job_id, element_id, file_id, digest, changed_at)
            VALUES ($1, $2, $3, sha256(convert_to(ROW($4::varchar, $5::varchar, $6::bigint, $7::varchar, $8::varchar,
                $9::varchar, $10::varchar[], $11::text, $12::timestamptz, $13::timestamptz, $14::text::jsonb)::text,
                'UTF8')), $15)
            ON CONFLICT (job_id, element_id, file_id)
            DO UPDATE SET digest = EXCLUDED.digest, changed_at = EXCLUDED.changed_at""";

    private static final String STRIKE = """
            UPDATE artstore.index_listing SET digest = NULL
            WHERE job_id = $1 AND element_id = $2 AND file_id = ANY ($3::varchar[])""";

    /**
     * What the element holds is in the index as rows or as copies. What changed after the given moment may be on its way in
     * either direction.
     */
    private static final String COMPARE = """
            WITH listed AS (
                SELECT file_id, digest, changed_at FROM artstore.index_listing WHERE job_id = $1 AND element_id = $2
            ), held AS (
                SELECT %1$s FROM public.file_metadata_cache f WHERE f.storage_element_id = $2
                UNION ALL SELECT %1$s FROM artstore.document_copies f WHERE f.storage_element_id = $2
            ), indexed AS (
                SELECT f.id, f.cache_updated_at, sha256(convert_to(ROW(f.filename, f.storage_filename, f.file_size,
                    f.mime_type, f.sha256_hash, f.username, f.tags, f.description, f.created_at, f.updated_at,
                    m.metadata)::text, 'UTF8')) AS digest
                FROM held f LEFT JOIN artstore.document_metadata m ON m.file_id = f.id AND m.element_id = $2
            ), drift AS (
                SELECT COALESCE(i.id, l.file_id) AS id, CASE
                    WHEN i.id IS NULL THEN 'missing' WHEN l.digest IS NULL THEN 'surplus' ELSE 'different' END AS kind
                FROM listed l FULL JOIN indexed i ON i.id = l.file_id
                WHERE l.digest IS DISTINCT FROM i.digest AND GREATEST(l.changed_at, i.cache_updated_at) < $3
            )
            SELECT (SELECT count(*) FROM listed WHERE digest IS NOT NULL) AS documents,
                (SELECT count(*) FROM indexed) AS indexed, d.kind, d.found, d.examples
            FROM (VALUES (1)) AS one
            LEFT JOIN (SELECT kind, count(*) AS found, (array_agg(id::text ORDER BY id))[1:%2$d] AS examples
                FROM drift GROUP BY kind) d ON true""".formatted(Rows.DOCUMENT_COLUMNS, EXAMPLES);

    private static final String DROP = "DELETE FROM artstore.index_listing WHERE job_id = $1 AND element_id = $2";

    /** What processes that ended left behind. */
    private static final String DROP_ABANDONED = """
            DELETE FROM artstore.index_listing WHERE job_id NOT IN (
                SELECT id FROM artstore.index_jobs
                WHERE state = 'running' AND updated_at > now() - interval '10 minutes')""";

    private final Pool pool;

    public IndexListingRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    /** Adds a page of an element's feed; pages must come in the feed's order. */
    public Future<Void> add(UUID job, IndexPage page) {
        List<Tuple> rows =
                page.upserts().stream().map(document -> values(job, document)).toList();
        Future<Void> listed = rows.isEmpty()
                ? Future.succeededFuture()
                : pool.preparedQuery(LIST).executeBatch(rows).mapEmpty();
        String[] deletions = page.deletions().toArray(String[]::new);
        return deletions.length == 0
                ? listed
                : listed.compose(done -> pool.preparedQuery(STRIKE)
                        .execute(Tuple.of(job, page.elementId(), deletions))
                        .mapEmpty());
    }

    /** Compares a complete listing with the index, leaving out what changed since a moment. */
    public Future<ElementFindings> compare(UUID job, String elementId, Instant settledBefore) {
        return pool.preparedQuery(COMPARE)
                .execute(Tuple.of(job, elementId, Rows.at(settledBefore)))
                .map(rows -> findings(elementId, rows));
    }

    public Future<Void> drop(UUID job, String elementId) {
        return pool.preparedQuery(DROP).execute(Tuple.of(job, elementId)).mapEmpty();
    }

    public Future<Void> dropAbandoned() {
        return pool.query(DROP_ABANDONED).execute().mapEmpty();
    }

    private static Tuple values(UUID job, IndexedDocument document) {
        return Tuple.tuple()
                .addUUID(job)
                .addString(document.elementId())
                .addString(document.id())
                .addString(document.filename())
                .addString(document.storageFilename())
                .addLong(document.sizeBytes())
                .addString(document.mimeType())
                .addString(document.sha256())
                .addString(document.username())
                .addArrayOfString(document.tags().toArray(String[]::new))
                .addString(document.description())
                .addOffsetDateTime(Rows.at(document.createdAt()))
                .addOffsetDateTime(Rows.at(document.updatedAt()))
                .addString(document.metadata())
                .addOffsetDateTime(Rows.at(document.knownAt()));
    }

    private static ElementFindings findings(String elementId, RowSet<Row> rows) {
        Row first = rows.iterator().next();
        return new ElementFindings(
                elementId,
                first.getLong("documents"),
                first.getLong("indexed"),
                drift(rows, "missing"),
                drift(rows, "different"),
                drift(rows, "surplus"),
                Optional.empty());
    }

    private static Drift drift(RowSet<Row> rows, String kind) {
        return rows.stream()
                .filter(row -> kind.equals(row.getString("kind")))
                .findFirst()
                .map(row -> new Drift(row.getLong("found"), List.of(row.getArrayOfStrings("examples"))))
                .orElse(Drift.NONE);
    }
}
