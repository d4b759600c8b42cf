package io.artstore.storage.repository;

import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.DocumentKey;
import io.artstore.storage.domain.RefusedByDatabaseException;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The rows of documents as a cache of the attribute files: compared with them, many at a time. */
public final class CacheRepository {
    /** Data exception, integrity constraint violation, program limit exceeded: the fault of what was to be stored. */
    private static final List<String> REFUSALS = List.of("22", "23", "54");

    private static final String INCOMING = """
            WITH incoming AS (
                SELECT * FROM jsonb_to_recordset($1::text::jsonb) AS r (
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

    private static final String PLACES = """
            SELECT file_id, storage_path, storage_filename FROM {files}
            WHERE file_id > $1 ORDER BY file_id LIMIT $2""";
    private static final String PLACES_OF = """
            SELECT file_id, storage_path, storage_filename FROM {files} WHERE file_id = ANY($1)""";

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

    /** The places of documents after an id, in the order of ids. */
    public Future<List<Place>> places(UUID after, int limit) {
        return database.execute(PLACES, Tuple.of(after, limit)).map(CacheRepository::places);
    }

    /** The places of those of the documents that have a row. */
    public Future<List<Place>> placesOf(List<UUID> fileIds) {
        return database.execute(PLACES_OF, Tuple.of(fileIds.toArray(UUID[]::new)))
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
