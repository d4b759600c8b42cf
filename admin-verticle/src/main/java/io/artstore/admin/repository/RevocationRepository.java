package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.instant;
import static io.artstore.admin.repository.Rows.timestamp;

import io.artstore.common.audit.repository.AuditOutboxRepository;
import io.artstore.common.contract.admin.Revocations;
import io.artstore.common.contract.admin.Revocations.Kind;
import io.artstore.common.contract.admin.Revocations.Revocation;
import io.artstore.common.contract.admin.RevocationsApi;
import io.artstore.common.database.PgFailures;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The rows of {@code artstore.revocations}. */
public final class RevocationRepository {
    private static final String RECORD = """
            INSERT INTO artstore.revocations AS known (kind, id, issued_until, expires_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (kind, id) DO UPDATE SET
                issued_until = greatest(known.issued_until, excluded.issued_until),
                expires_at = greatest(known.expires_at, excluded.expires_at),
                recorded_at = now()""";

    /** Positions are microseconds of the database's clock, which is one for all nodes. */
    private static final String POSITION = "SELECT (extract(epoch FROM now()) * 1000000)::bigint AS position";

    private static final String AFTER = """
            SELECT kind, id, issued_until, expires_at, (extract(epoch FROM recorded_at) * 1000000)::bigint AS position
            FROM artstore.revocations
            WHERE recorded_at > to_timestamp($1::bigint / 1000000.0) AND expires_at > $2
            ORDER BY recorded_at LIMIT $3""";

    private static final String SUBJECT_REVOKED_SINCE = """
            SELECT EXISTS (
                SELECT 1 FROM artstore.revocations WHERE kind = 'SUBJECT' AND id = $1 AND issued_until >= $2)""";

    private static final String FORGET_EXPIRED = "DELETE FROM artstore.revocations WHERE expires_at < $1";

    /** Longer than the transaction that records a revocation takes to commit. */
    private static final long OVERLAP_MICROS = Duration.ofSeconds(30).toNanos() / 1_000;

    private final Pool pool;
    private final AuditOutboxRepository outbox;

    public RevocationRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
        this.outbox = new AuditOutboxRepository(pool, AuditOutboxRepository.TABLE);
    }

    /** Records a revocation and the audit events that tell of it, a JSON array, in one transaction. */
    public Future<Void> record(Revocation revocation, String events) {
        return pool.withTransaction(transaction ->
                        record(transaction, revocation).compose(recorded -> outbox.add(transaction, events)))
                .recover(PgFailures::explain);
    }

    /** As part of a transaction, which must be short: readers look back for as long as it may take to commit. */
    static Future<Void> record(SqlClient client, Revocation revocation) {
        return client.preparedQuery(RECORD)
                .execute(Tuple.of(
                        revocation.kind().name(),
                        revocation.id(),
                        timestamp(Instant.ofEpochSecond(revocation.issuedUntil())),
                        timestamp(Instant.ofEpochSecond(revocation.expiresAt()))))
                .mapEmpty();
    }

    /** Revocations recorded after a position and some before it, oldest first; those that have expired are left out. */
    public Future<Revocations> after(long position, Instant now) {
        return pool.query(POSITION)
                .execute()
                .map(rows -> rows.iterator().next().getLong("position"))
                .compose(current -> pool.preparedQuery(AFTER)
                        .execute(Tuple.of(position, timestamp(now), RevocationsApi.MAX_PAGE))
                        .map(rows -> page(rows.stream().toList(), Math.max(position, current - OVERLAP_MICROS))))
                .recover(PgFailures::explain);
    }

    /** Whether all tokens the account had at this moment were revoked. */
    public Future<Boolean> subjectRevokedSince(String subject, Instant moment) {
        return pool.preparedQuery(SUBJECT_REVOKED_SINCE)
                .execute(Tuple.of(subject, timestamp(moment)))
                .map(rows -> rows.iterator().next().getBoolean(0))
                .recover(PgFailures::explain);
    }

    public Future<Integer> forgetExpired(Instant now) {
        return pool.preparedQuery(FORGET_EXPIRED)
                .execute(Tuple.of(timestamp(now)))
                .map(rows -> rows.rowCount())
                .recover(PgFailures::explain);
    }

    private static Revocations page(List<Row> rows, long whenComplete) {
        boolean full = rows.size() == RevocationsApi.MAX_PAGE;
        long next = full ? rows.get(rows.size() - 1).getLong("position") : whenComplete;
        return new Revocations(
                rows.stream().map(RevocationRepository::revocation).toList(), next, full);
    }

    private static Revocation revocation(Row row) {
        return new Revocation(
                Kind.valueOf(row.getString("kind")),
                row.getString("id"),
                instant(row, "issued_until").getEpochSecond(),
                instant(row, "expires_at").getEpochSecond());
    }
}
