package io.artstore.storage.repository;

import io.artstore.storage.domain.Damage;
import io.artstore.storage.domain.Fixity;
import io.artstore.storage.domain.FixityLevel;
import io.artstore.storage.domain.Verification;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** What is known of the bytes of documents. The rows of deleted documents go with the deletion. */
public final class FixityRepository {
    /** A document that was deleted meanwhile gets no row. */
    private static final String RECORD = """
            INSERT INTO {fixity} AS kept (file_id, verified_at, verified_by, damage, damaged_since, detail)
            SELECT r.file_id, r.verified_at, r.verified_by, r.damage,
                CASE WHEN r.damage IS NOT NULL THEN r.verified_at END, r.detail
            FROM jsonb_to_recordset($1::text::jsonb) AS r (
                file_id uuid, verified_at timestamptz, verified_by text, damage text, detail text)
            JOIN {files} f ON f.file_id = r.file_id
            ON CONFLICT (file_id) DO UPDATE
            SET verified_at = EXCLUDED.verified_at, verified_by = EXCLUDED.verified_by, damage = EXCLUDED.damage,
                damaged_since = CASE WHEN EXCLUDED.damage IS NOT NULL
                                     THEN coalesce(kept.damaged_since, EXCLUDED.damaged_since) END,
                detail = EXCLUDED.detail
            """;

    private static final String COLUMNS = """
            SELECT f.file_id, f.checksum, x.verified_at, x.damage, x.damaged_since, x.detail
            FROM {files} f
            """;
    private static final String FIND = COLUMNS + "LEFT JOIN {fixity} x ON x.file_id = f.file_id WHERE f.file_id = $1";
    private static final String DAMAGED = COLUMNS + """
            JOIN {fixity} x ON x.file_id = f.file_id
            WHERE x.damage IS NOT NULL AND f.file_id > $1 ORDER BY f.file_id LIMIT $2
            """;
    private static final String FLAGS = "SELECT file_id, damage FROM {fixity} WHERE damage IS NOT NULL LIMIT $1";
    private static final String FLAG = "SELECT damage FROM {fixity} WHERE file_id = $1 AND damage IS NOT NULL";
    private static final String LEVEL = """
            SELECT count(*) AS documents,
                count(*) FILTER (WHERE x.damage IS NULL AND x.verified_at > now() - interval '30 days') AS days_30,
                count(*) FILTER (WHERE x.damage IS NULL AND x.verified_at > now() - interval '90 days') AS days_90,
                count(*) FILTER (WHERE x.damage IS NULL AND x.verified_at > now() - interval '365 days') AS days_365,
                count(x.damage) AS damaged, min(coalesce(x.verified_at, f.created_at)) AS oldest, now() AS as_of
            FROM {files} f LEFT JOIN {fixity} x ON x.file_id = f.file_id
            """;
    private static final String FORGET_STRANGERS =
            "DELETE FROM {fixity} x WHERE NOT EXISTS (SELECT FROM {files} f WHERE f.file_id = x.file_id)";

    private final Database database;

    public FixityRepository(Database database) {
        this.database = database;
    }

    /** Keeps what looks at documents gave. */
    public Future<Void> record(List<Verification> verifications) {
        List<Map<String, Object>> rows =
                verifications.stream().map(FixityRepository::row).toList();
        return database.execute(RECORD, Tuple.of(RowJson.write(rows))).mapEmpty();
    }

    /** Nothing where there is no such document. */
    public Future<Optional<Fixity>> find(UUID fileId) {
        return database.execute(FIND, Tuple.of(fileId))
                .map(rows -> fixities(rows).stream().findFirst());
    }

    /** Damaged documents in the order of their ids, after one of them. */
    public Future<List<Fixity>> damaged(UUID after, int limit) {
        return database.execute(DAMAGED, Tuple.of(after, limit)).map(FixityRepository::fixities);
    }

    /** Which documents are damaged, at most so many of them. */
    public Future<Map<UUID, Damage>> flags(int limit) {
        return database.execute(FLAGS, Tuple.of(limit)).map(rows -> {
            Map<UUID, Damage> flags = new HashMap<>();
            rows.forEach(row -> flags.put(row.getUUID(0), Damage.ofLabel(row.getString(1))));
            return flags;
        });
    }

    public Future<Optional<Damage>> flag(UUID fileId) {
        return database.execute(FLAG, Tuple.of(fileId)).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> Damage.ofLabel(row.getString(0)))
                .findFirst());
    }

    /** Reads all rows of the element once. */
    public Future<FixityLevel> level() {
        return database.execute(LEVEL)
                .map(rows -> rows.iterator().next())
                .map(row -> new FixityLevel(
                        row.getLong("documents"),
                        row.getLong("days_30"),
                        row.getLong("days_90"),
                        row.getLong("days_365"),
                        row.getLong("damaged"),
                        instant(row, "oldest"),
                        instant(row, "as_of")));
    }

    /** What is known of documents that are not listed any more. */
    public Future<Integer> forgetStrangers() {
        return database.execute(FORGET_STRANGERS).map(SqlResult::rowCount);
    }

    private static Map<String, Object> row(Verification verification) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("file_id", verification.fileId());
        row.put("verified_at", verification.at().atOffset(ZoneOffset.UTC).toString());
        row.put("verified_by", verification.by().label());
        row.put(
                "damage",
                verification.damage() == null ? null : verification.damage().label());
        row.put("detail", verification.detail());
        return row;
    }

    private static List<Fixity> fixities(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(FixityRepository::fixity)
                .toList();
    }

    private static Fixity fixity(Row row) {
        String damage = row.getString("damage");
        return new Fixity(
                row.getUUID("file_id"),
                row.getString("checksum"),
                instant(row, "verified_at"),
                damage == null ? null : Damage.ofLabel(damage),
                instant(row, "damaged_since"),
                row.getString("detail"));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
