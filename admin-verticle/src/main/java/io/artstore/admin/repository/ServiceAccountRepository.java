package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.instant;
import static io.artstore.admin.repository.Rows.optionalInstant;
import static io.artstore.admin.repository.Rows.optionalText;
import static io.artstore.admin.repository.Rows.timestamp;

import io.artstore.admin.domain.ServiceAccount;
import io.artstore.admin.domain.ServiceAccountRole;
import io.artstore.admin.domain.ServiceAccountStatus;
import io.artstore.common.database.PgFailures;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The rows of {@code service_accounts}. */
public final class ServiceAccountRepository {
    private static final String SELECT = """
            SELECT id, name, description, client_id, client_secret_hash, role, status, is_system, rate_limit,
                secret_expires_at, last_used_at, created_at, updated_at
            FROM service_accounts
            """;

    private static final String BY_CLIENT_ID = SELECT + "WHERE client_id = $1";
    private static final String BY_ID = SELECT + "WHERE id = $1";

    private static final String MARK_USED = """
            UPDATE service_accounts SET last_used_at = $2
            WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $3)""";

    private final Pool pool;

    public ServiceAccountRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    public Future<Optional<ServiceAccount>> findByClientId(String clientId) {
        return pool.preparedQuery(BY_CLIENT_ID)
                .execute(Tuple.of(clientId))
                .map(rows -> Rows.first(rows, ServiceAccountRepository::account))
                .recover(PgFailures::explain);
    }

    public Future<Optional<ServiceAccount>> findById(UUID id) {
        return pool.preparedQuery(BY_ID)
                .execute(Tuple.of(id))
                .map(rows -> Rows.first(rows, ServiceAccountRepository::account))
                .recover(PgFailures::explain);
    }

    /** Notes a use, unless one was noted since the limit. */
    public Future<Void> markUsed(UUID id, Instant now, Instant limit) {
        return pool.preparedQuery(MARK_USED)
                .execute(Tuple.of(id, timestamp(now), timestamp(limit)))
                .mapEmpty();
    }

    private static ServiceAccount account(Row row) {
        return new ServiceAccount(
                row.getUUID("id"),
                row.getString("name"),
                optionalText(row, "description"),
                row.getString("client_id"),
                row.getString("client_secret_hash"),
                ServiceAccountRole.valueOf(row.getString("role")),
                ServiceAccountStatus.valueOf(row.getString("status")),
                row.getBoolean("is_system"),
                row.getInteger("rate_limit"),
                instant(row, "secret_expires_at"),
                optionalInstant(row, "last_used_at"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }
}
