package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.instant;
import static io.artstore.admin.repository.Rows.optionalInstant;
import static io.artstore.admin.repository.Rows.optionalText;
import static io.artstore.admin.repository.Rows.timestamp;

import io.artstore.admin.domain.Page;
import io.artstore.admin.domain.PageRequest;
import io.artstore.admin.domain.ServiceAccount;
import io.artstore.admin.domain.ServiceAccount.PreviousSecret;
import io.artstore.admin.domain.ServiceAccountFilter;
import io.artstore.admin.domain.ServiceAccountRole;
import io.artstore.admin.domain.ServiceAccountStatus;
import io.artstore.common.database.PgFailures;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Looks service accounts up: the rows of {@code service_accounts} with the secret that still works beside the present one. */
public final class ServiceAccountRepository {
    static final String SELECT = """
            SELECT account.id, name, description, client_id, client_secret_hash, role, status, is_system, rate_limit,
                secret_changed_at, secret_expires_at, last_used_at, created_at, updated_at,
                previous.secret_hash AS previous_hash, previous.usable_until AS previous_usable_until
            FROM service_accounts AS account
            LEFT JOIN artstore.previous_secrets AS previous ON previous.account_id = account.id
            """;

    private static final String BY_CLIENT_IDS = SELECT + "WHERE client_id = ANY ($1)";
    private static final String BY_ID = SELECT + "WHERE account.id = $1";

    private static final String FILTER = """
            WHERE ($1::text IS NULL OR $1 =
                    CASE WHEN status = 'ACTIVE' AND secret_expires_at <= $6 THEN 'EXPIRED' ELSE status::text END)
                AND ($2::text IS NULL OR role::text = $2)
                AND ($3::text IS NULL OR starts_with(client_id, $3))
                AND ($4::text IS NULL OR strpos(lower(name), lower($4)) > 0)
                AND ($5::text IS NULL
                    OR strpos(lower(concat_ws(' ', name, description, client_id)), lower($5)) > 0)
            """;

    private static final String COUNT = "SELECT count(*) FROM service_accounts " + FILTER;
    private static final String PAGE = SELECT + FILTER + """
                AND ($7::timestamptz IS NULL OR (created_at, account.id) < ($7, $8::uuid))
            ORDER BY created_at DESC, account.id DESC OFFSET $9 LIMIT $10""";

    private static final String ANY_PREVIOUS =
            "SELECT EXISTS (SELECT 1 FROM artstore.previous_secrets WHERE usable_until > $1)";

    private static final String MARK_USED = """
            UPDATE service_accounts SET last_used_at = $2
            WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $3)""";

    private final Pool pool;

    public ServiceAccountRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    /** In the order of the ids, which may repeat; nothing where there is none. */
    public Future<List<Optional<ServiceAccount>>> findByClientIds(List<String> clientIds) {
        return pool.preparedQuery(BY_CLIENT_IDS)
                .execute(Tuple.of(clientIds.stream().distinct().toArray(String[]::new)))
                .map(rows -> rows.stream()
                        .map(ServiceAccountRepository::account)
                        .collect(Collectors.toMap(ServiceAccount::clientId, account -> account)))
                .map(found -> clientIds.stream()
                        .map(id -> Optional.ofNullable(found.get(id)))
                        .toList())
                .recover(PgFailures::explain);
    }

    public Future<Optional<ServiceAccount>> findById(UUID id) {
        return pool.preparedQuery(BY_ID)
                .execute(Tuple.of(id))
                .map(rows -> Rows.first(rows, ServiceAccountRepository::account))
                .recover(PgFailures::explain);
    }

    /** Newest first. */
    public Future<Page<ServiceAccount>> list(ServiceAccountFilter filter, Instant now, PageRequest<UUID> wanted) {
        return pool.preparedQuery(COUNT)
                .execute(parameters(filter, now))
                .map(rows -> rows.iterator().next().getLong(0))
                .compose(total -> pool.preparedQuery(PAGE)
                        .execute(Rows.withPage(parameters(filter, now), wanted))
                        .map(rows -> Page.of(
                                total,
                                rows.stream()
                                        .map(ServiceAccountRepository::account)
                                        .toList(),
                                wanted.limit())))
                .recover(PgFailures::explain);
    }

    /** Whether any account at all has a replaced secret that still works. */
    public Future<Boolean> anyPreviousSecretAt(Instant now) {
        return pool.preparedQuery(ANY_PREVIOUS)
                .execute(Tuple.of(timestamp(now)))
                .map(rows -> rows.iterator().next().getBoolean(0))
                .recover(PgFailures::explain);
    }

    /** Notes a use, unless one was noted since the limit. */
    public Future<Void> markUsed(UUID id, Instant now, Instant limit) {
        return pool.preparedQuery(MARK_USED)
                .execute(Tuple.of(id, timestamp(now), timestamp(limit)))
                .mapEmpty();
    }

    private static Tuple parameters(ServiceAccountFilter filter, Instant now) {
        return Tuple.of(
                filter.status().map(Enum::name).orElse(null),
                filter.role().map(Enum::name).orElse(null),
                filter.environment()
                        .map(environment -> environment.clientIdPrefix())
                        .orElse(null),
                filter.name().orElse(null),
                filter.search().orElse(null),
                timestamp(now));
    }

    static ServiceAccount account(Row row) {
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
                instant(row, "secret_changed_at"),
                instant(row, "secret_expires_at"),
                optionalText(row, "previous_hash")
                        .map(hash -> new PreviousSecret(hash, instant(row, "previous_usable_until"))),
                optionalInstant(row, "last_used_at"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }
}
