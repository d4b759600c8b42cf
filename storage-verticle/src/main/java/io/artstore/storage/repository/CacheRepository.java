package io.artstore.storage.repository;

import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.DocumentKey;
import io.artstore.storage.domain.RefusedByDatabaseException;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The rows of documents as a cache of the attribute files: compared with them, many at a time. */
public final class CacheRepository {
    /** Data exception, integrity constraint violation, program limit exceeded: the fault of what was to be stored. */
    private static final List<String> REFUSALS = List.of("22", "23", "54");

    private static final String INCOMING = """
            WITH incoming AS (
                SELECT * FROM jsonb_to_recordset($1::text::jsonb) AS r (change jsonb,
                    """ + DocumentRow.TYPES + """
            ))""";
    /**
     * The original took {@code updated_at} of row and attribute file from two looks at the clock, and wrote JSON null where
     * there is no metadata.
     */
    private static final String COMPARE = INCOMING + """
            SELECT i.storage_path || i.storage_filename AS asked, f.file_id, f.storage_path, f.storage_filename,
                concat_ws(', ',
                CASE WHEN f.original_filename <> i.original_filename THEN 'original_filename' END,
                CASE WHEN f.storage_filename <> i.storage_filename THEN 'storage_filename' END,
                CASE WHEN f.file_size <> i.file_size THEN 'file_size' END,
                CASE WHEN f.content_type <> i.content_type THEN 'content_type' END,
                CASE WHEN f.created_at <> i.created_at THEN 'created_at' END,
                CASE WHEN abs(extract(epoch FROM f.updated_at - i.updated_at)) > 2 THEN 'updated_at' END,
                CASE WHEN f.created_by_id <> i.created_by_id THEN 'created_by_id' END,
                CASE WHEN f.created_by_username <> i.created_by_username THEN 'created_by_username' END,
                CASE WHEN f.created_by_fullname IS DISTINCT FROM i.created_by_fullname THEN 'created_by_fullname' END,
                CASE WHEN f.description IS DISTINCT FROM i.description THEN 'description' END,
                CASE WHEN f.version IS DISTINCT FROM i.version THEN 'version' END,
                CASE WHEN f.storage_path <> i.storage_path THEN 'storage_path' END,
                CASE WHEN lower(f.checksum) <> i.checksum THEN 'checksum' END,
                CASE WHEN coalesce(nullif(f.metadata_json, 'null'), '{}') <> coalesce(i.metadata_json, '{}')
                     THEN 'metadata' END) AS differences
            FROM incoming i JOIN {files} f USING (file_id)""";

    /** What is announced is its writer's business, or recovery's. */
    private static final String STORE = INCOMING + """
            , quiet AS (
                SELECT i.*, f.file_id IS NOT NULL AS listed, i.file_size - coalesce(f.file_size, 0) AS grown
                FROM incoming i LEFT JOIN {files} f ON f.file_id = i.file_id
                WHERE NOT EXISTS (SELECT FROM {intents} w WHERE w.file_id = i.file_id)
            ), stored AS (
                INSERT INTO {files} AS f (
                    file_id, original_filename, storage_filename, file_size, content_type, created_at, updated_at,
                    created_by_id, created_by_username, created_by_fullname, description, version, storage_path,
                    checksum, metadata_json)
                SELECT file_id, original_filename, storage_filename, file_size, content_type, created_at, updated_at,
                    created_by_id, created_by_username, created_by_fullname, description, version, storage_path,
                    checksum, coalesce(metadata_json, 'null'::jsonb)
                FROM quiet
                ON CONFLICT (file_id) DO UPDATE SET
                    original_filename = EXCLUDED.original_filename, storage_filename = EXCLUDED.storage_filename,
                    file_size = EXCLUDED.file_size, content_type = EXCLUDED.content_type,
                    created_at = EXCLUDED.created_at, updated_at = EXCLUDED.updated_at,
                    created_by_id = EXCLUDED.created_by_id, created_by_username = EXCLUDED.created_by_username,
                    created_by_fullname = EXCLUDED.created_by_fullname, description = EXCLUDED.description,
                    version = EXCLUDED.version, storage_path = EXCLUDED.storage_path, checksum = EXCLUDED.checksum,
                    metadata_json = EXCLUDED.metadata_json
                RETURNING f.file_id
            ), effect AS (
                SELECT q.file_id, q.listed, q.grown, q.change FROM quiet q JOIN stored s ON s.file_id = q.file_id
            ), fed AS (
                INSERT INTO {changes} (change_type, file_id, occurred_at, document)
                SELECT CASE WHEN listed THEN 'updated' ELSE 'created' END, file_id, now(), change FROM effect
            ), counted AS (
                UPDATE {usage} SET live_files = live_files + files, live_bytes = live_bytes + bytes
                FROM (SELECT count(*) FILTER (WHERE NOT listed) AS files, coalesce(sum(grown), 0)::bigint AS bytes
                      FROM effect) AS added
            )
            SELECT file_id, listed, grown FROM effect""";
    /**
     * Every write moves rows and counters in one transaction, so how far they are apart stays the same while others write:
     * seen in one snapshot, it can be added later.
     */
    private static final String CORRECT_COUNTERS = """
            WITH drift AS MATERIALIZED (
                SELECT live.files - u.live_files AS files, live.bytes - u.live_bytes AS bytes
                FROM {usage} u,
                    (SELECT count(*) AS files, coalesce(sum(file_size), 0)::bigint AS bytes FROM {files}) AS live)
            UPDATE {usage} u SET live_files = u.live_files + drift.files, live_bytes = u.live_bytes + drift.bytes
            FROM drift RETURNING drift.files, drift.bytes""";

    private static final String RECORD_REBUILD = """
            WITH noted AS (UPDATE {config} SET last_cache_rebuild = now(), updated_at = now())
            INSERT INTO {wal} (transaction_id, operation_type, status, operation_data, started_at, completed_at,
                duration_ms, user_id)
            VALUES ($1, 'cache_rebuild', 'committed', jsonb_build_object('result', $2::text::jsonb), $3, now(),
                least(extract(epoch FROM now() - $3) * 1000, 2147483647)::integer, left($4, 255))
            ON CONFLICT (transaction_id) DO NOTHING""";

    private static final String PLACES = """
            SELECT file_id, storage_path, storage_filename FROM {files}
            WHERE file_id > $1 ORDER BY file_id LIMIT $2""";
    private static final String PLACES_OF = """
            SELECT file_id, storage_path, storage_filename FROM {files} WHERE file_id = ANY($1)""";

    private static final String PLACES_NAMED = """
            SELECT file_id, storage_path, storage_filename FROM {files} WHERE storage_filename = ANY($1)""";

    private final Database database;

    public CacheRepository(Database database) {
        this.database = database;
    }

    /**
     * Where a row says that its document lies.
     *
     * @param key empty where no document can lie there
     */
    public record Place(UUID fileId, String path, Optional<DocumentKey> key) {}

    /**
     * A document's row beside its attribute file.
     *
     * @param differences names of what differs, with commas; empty where nothing does
     */
    public record Comparison(Place place, String differences) {
        public boolean isSame() {
            return differences.isEmpty();
        }
    }

    /**
     * The rows with the ids of these documents, beside what is said here, by the places given here: several may claim one
     * id. Documents without a row are left out.
     */
    public Future<Map<DocumentKey, Comparison>> compare(List<AttributeDocument> documents) {
        String rows = RowJson.write(documents.stream().map(DocumentRow::of).toList());
        return database.execute(COMPARE, Tuple.of(rows))
                .recover(CacheRepository::tellRefusal)
                .map(found -> {
                    Map<DocumentKey, Comparison> comparisons = new HashMap<>();
                    found.forEach(row -> comparisons.put(
                            DocumentKey.ofPath(row.getString("asked")),
                            new Comparison(place(row), row.getString("differences"))));
                    return comparisons;
                });
    }

    /**
     * What a batch of rows changed.
     *
     * @param files how many more documents the element has
     * @param bytes how many more bytes they have
     */
    public record Effect(Set<UUID> created, Set<UUID> updated, long files, long bytes) {}

    /** How far counters and rows were apart. */
    public record Drift(long files, long bytes) {}

    /**
     * Writes the rows of these documents, with their changes in the feed and the counters, in one statement. Documents with
     * a pending operation are left out. Nobody else may write these documents meanwhile, and no two may have one id.
     *
     * @return fails with {@link RefusedByDatabaseException}, and has no effect, when one of them cannot be stored
     */
    public Future<Effect> store(List<AttributeDocument> documents) {
        List<Map<String, Object>> rows = documents.stream()
                .map(document -> {
                    Map<String, Object> row = DocumentRow.of(document);
                    row.put("change", FeedDocument.of(document));
                    return row;
                })
                .toList();
        return database.execute(STORE, Tuple.of(RowJson.write(rows)))
                .recover(CacheRepository::tellRefusal)
                .map(CacheRepository::effect);
    }

    /** Brings the counters in line with the rows while others write; returns what was added. */
    public Future<Drift> correctCounters() {
        return database.execute(CORRECT_COUNTERS)
                .map(rows -> rows.iterator().next())
                .map(row -> new Drift(row.getLong(0), row.getLong(1)));
    }

    /** Notes a rebuild among the operations and in the element's configuration, as the checkpoint meant it. */
    public Future<Void> recordRebuild(UUID job, Map<String, Long> counts, Instant startedAt, String requestedBy) {
        return database.execute(
                        RECORD_REBUILD,
                        Tuple.of(job, RowJson.write(counts), startedAt.atOffset(ZoneOffset.UTC), requestedBy))
                .mapEmpty();
    }

    private static Effect effect(RowSet<Row> rows) {
        Set<UUID> created = new HashSet<>();
        Set<UUID> updated = new HashSet<>();
        long bytes = 0;
        for (Row row : rows) {
            (row.getBoolean("listed") ? updated : created).add(row.getUUID("file_id"));
            bytes += row.getLong("grown");
        }
        return new Effect(created, updated, created.size(), bytes);
    }

    /** The places of documents after an id, in the order of ids. */
    public Future<List<Place>> places(UUID after, int limit) {
        return database.execute(PLACES, Tuple.of(after, limit)).map(CacheRepository::places);
    }

    /** The places of those of the documents that have a row. */
    public Future<List<Place>> placesOf(List<UUID> fileIds) {
        return database.execute(PLACES_OF, Tuple.of(fileIds.toArray(UUID[]::new)))
                .map(CacheRepository::places);
    }

    /** The places of those documents whose data has one of these names. */
    public Future<List<Place>> placesNamed(List<String> filenames) {
        return database.execute(PLACES_NAMED, Tuple.tuple().addArrayOfString(filenames.toArray(String[]::new)))
                .map(CacheRepository::places);
    }

    private static List<Place> places(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(CacheRepository::place)
                .toList();
    }

    private static Place place(Row row) {
        String path = row.getString("storage_path") + row.getString("storage_filename");
        return new Place(row.getUUID("file_id"), path, DocumentKey.parse(path));
    }

    private static <T> Future<T> tellRefusal(Throwable failure) {
        boolean refused = failure instanceof PgException answer
                && answer.getSqlState() != null
                && REFUSALS.contains(answer.getSqlState().substring(0, 2));
        return Future.failedFuture(refused ? new RefusedByDatabaseException(failure) : failure);
    }
}
