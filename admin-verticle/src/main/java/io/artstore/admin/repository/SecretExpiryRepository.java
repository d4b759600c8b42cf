package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.instant;
import static io.artstore.admin.repository.Rows.timestamp;

import io.artstore.common.audit.AuditOutbox;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.contract.admin.SecretExpiry;
import io.artstore.common.database.PgFailures;
import io.artstore.common.security.Origin;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Finds the secrets that end. Of several nodes that ask at once, each account is told to one. */
public final class SecretExpiryRepository {
    /** What one call takes at most; the rest is left to the next. */
    public static final int MAX_BATCH = 500;

    private static final String MARK_EXPIRED = """
            UPDATE service_accounts SET status = 'EXPIRED', updated_at = greatest($1, updated_at + interval '1 microsecond')
            WHERE id IN (
                SELECT id FROM service_accounts WHERE status = 'ACTIVE' AND secret_expires_at <= $1
                ORDER BY secret_expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            RETURNING id, client_id, name, secret_expires_at""";

    private static final String NOTE_WARNINGS = """
            WITH due AS (
                SELECT account.id, client_id, name, account.secret_expires_at FROM service_accounts AS account
                LEFT JOIN artstore.expiry_warnings AS warned ON warned.account_id = account.id
                WHERE status = 'ACTIVE' AND account.secret_expires_at > $1 AND account.secret_expires_at <= $2
                    AND warned.secret_expires_at IS DISTINCT FROM account.secret_expires_at
                ORDER BY account.secret_expires_at LIMIT $3),
            noted AS (
                INSERT INTO artstore.expiry_warnings AS known (account_id, secret_expires_at)
                SELECT id, secret_expires_at FROM due
                ON CONFLICT (account_id) DO UPDATE SET secret_expires_at = excluded.secret_expires_at
                WHERE known.secret_expires_at <> excluded.secret_expires_at
                RETURNING account_id)
            SELECT due.* FROM due JOIN noted ON noted.account_id = due.id""";

    private final Pool pool;
    private final AuditOutbox audit;

    public SecretExpiryRepository(Pool pool, AuditOutbox audit) {
        this.pool = Objects.requireNonNull(pool, "pool");
        this.audit = Objects.requireNonNull(audit, "audit");
    }

    /** Marks active accounts whose secret has ended, and says which. */
    public Future<List<SecretExpiry>> markExpired(Instant now) {
        return pool.withTransaction(transaction -> transaction
                        .preparedQuery(MARK_EXPIRED)
                        .execute(Tuple.of(timestamp(now), MAX_BATCH))
                        .map(SecretExpiryRepository::expiries)
                        .compose(expired ->
                                audit.add(transaction, events(expired, now)).map(expired)))
                .onSuccess(expired -> audit.committed())
                .recover(PgFailures::explain);
    }

    /** The active accounts whose secret ends within the period and for which this was not said before. */
    public Future<List<SecretExpiry>> noteWarnings(Instant now, Duration period) {
        return pool.preparedQuery(NOTE_WARNINGS)
                .execute(Tuple.of(timestamp(now), timestamp(now.plus(period)), MAX_BATCH))
                .map(SecretExpiryRepository::expiries)
                .recover(PgFailures::explain);
    }

    private static AuditEvent[] events(List<SecretExpiry> expired, Instant now) {
        return expired.stream()
                .map(expiry -> AuditType.SERVICE_ACCOUNT_EXPIRE
                        .by(Actor.SYSTEM, Origin.NONE, now)
                        .about(expiry.accountId())
                        .with("client_id", expiry.clientId()))
                .toArray(AuditEvent[]::new);
    }

    private static List<SecretExpiry> expiries(RowSet<Row> rows) {
        return rows.stream()
                .map(row -> new SecretExpiry(
                        row.getUUID("id").toString(),
                        row.getString("client_id"),
                        row.getString("name"),
                        instant(row, "secret_expires_at")))
                .toList();
    }
}
