package io.artstore.storage.repository;

import io.artstore.storage.domain.ScrubPass;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The scrub's way through the documents, in the order of their ids. */
public final class ScrubRepository {
    private static final String NEXT = """
            SELECT f.file_id, x.verified_at
            FROM {files} f LEFT JOIN {fixity} x ON x.file_id = f.file_id
            WHERE f.file_id > $1 ORDER BY f.file_id LIMIT $2
            """;
    private static final String NEXT_DAMAGED = """
            SELECT x.file_id, NULL::timestamptz AS verified_at
            FROM {fixity} x JOIN {files} f ON f.file_id = x.file_id
            WHERE x.damage IS NOT NULL AND x.file_id > $1 ORDER BY x.file_id LIMIT $2
            """;
    /** A pass that was not completed is gone on with, unless a fresh one is wanted. */
    private static final String BEGIN = """
            INSERT INTO {scrub} AS pass (started_at, attempted_at) VALUES ($1, $1)
            ON CONFLICT (singleton) DO UPDATE
            SET attempted_at = EXCLUDED.attempted_at,
                started_at = CASE WHEN $2 OR pass.completed_at >= pass.started_at
                                  THEN EXCLUDED.started_at ELSE pass.started_at END
            RETURNING started_at, attempted_at, completed_at
            """;

    private static final String COMPLETE = "UPDATE {scrub} SET completed_at = $1";
    private static final String PASS = "SELECT started_at, attempted_at, completed_at FROM {scrub}";

    private final Database database;

    public ScrubRepository(Database database) {
        this.database = database;
    }

    /**
     * A document on the way.
     *
     * @param verifiedAt null where nothing is known, or where that does not matter
     */
    public record Stop(UUID fileId, Instant verifiedAt) {}

    public Future<List<Stop>> next(UUID after, int limit, boolean damagedOnly) {
        return database.execute(damagedOnly ? NEXT_DAMAGED : NEXT, Tuple.of(after, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Stop(row.getUUID("file_id"), instant(row, "verified_at")))
                        .toList());
    }

    /** Begins a pass, or goes on with the one that was begun. */
    public Future<ScrubPass> begin(Instant at, boolean fresh) {
        return database.execute(BEGIN, Tuple.of(at.atOffset(ZoneOffset.UTC), fresh))
                .map(rows -> passes(rows).orElseThrow());
    }

    public Future<Void> complete(Instant at) {
        return database.execute(COMPLETE, Tuple.of(at.atOffset(ZoneOffset.UTC))).mapEmpty();
    }

    /** The newest pass; nothing where there was none yet. */
    public Future<Optional<ScrubPass>> pass() {
        return database.execute(PASS).map(ScrubRepository::passes);
    }

    private static Optional<ScrubPass> passes(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new ScrubPass(
                        instant(row, "started_at"), instant(row, "attempted_at"), instant(row, "completed_at")))
                .findFirst();
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
