package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.instant;
import static io.artstore.admin.repository.Rows.optionalInstant;
import static io.artstore.admin.repository.Rows.timestamp;

import io.artstore.admin.domain.SecretPeriod;
import io.artstore.admin.domain.ServiceAccount;
import io.artstore.admin.domain.ServiceAccount.PreviousSecret;
import io.artstore.common.database.PgFailures;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Makes and changes service accounts, and keeps the history of their secrets. */
public final class ServiceAccountChangeRepository {
    /** A history longer than this loses its oldest entries. */
    public static final int MAX_HISTORY = 50;

    private static final String INSERT = """
            INSERT INTO service_accounts (id, name, description, client_id, client_secret_hash, secret_history,
                secret_changed_at, role, status, is_system, rate_limit, secret_expires_at, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, '[]', $6, $7::text::service_account_role_enum,
                $8::text::service_account_status_enum, $9, $10, $11, $12, $12)""";

    private static final String LOCK = ServiceAccountRepository.SELECT + "WHERE account.id = $1 FOR UPDATE OF account";

    private static final String UPDATE = """
            UPDATE service_accounts SET name = $2, description = $3, role = $4::text::service_account_role_enum,
                status = $5::text::service_account_status_enum, rate_limit = $6, updated_at = $7
            WHERE id = $1""";

    /** The original keeps the last five hashes that were replaced, newest last. */
    private static final String SET_SECRET = """
            UPDATE service_accounts SET client_secret_hash = $2, secret_changed_at = $3, secret_expires_at = $4,
                secret_history = (
                    SELECT json_agg(hash ORDER BY position) FROM (
                        SELECT hash, position FROM (
                            SELECT value AS hash, ordinality AS position
                            FROM json_array_elements_text(coalesce(secret_history, '[]')) WITH ORDINALITY
                            UNION ALL SELECT client_secret_hash, 9223372036854775807
                        ) AS replaced ORDER BY position DESC LIMIT 5
                    ) AS newest)
            WHERE id = $1""";

    private static final String FORGET_PREVIOUS = "DELETE FROM artstore.previous_secrets WHERE account_id = $1";
    private static final String KEEP_PREVIOUS =
            "INSERT INTO artstore.previous_secrets (account_id, secret_hash, usable_until) VALUES ($1, $2, $3)";

    private static final String NOTE_REPLACED = """
            INSERT INTO artstore.replaced_secrets (account_id, set_at, expires_at, replaced_at, usable_until)
            VALUES ($1, $2, $3, $4, $5)""";
    private static final String SHORTEN_HISTORY = """
            DELETE FROM artstore.replaced_secrets WHERE account_id = $1 AND replaced_at < (
                SELECT replaced_at FROM artstore.replaced_secrets WHERE account_id = $1
                ORDER BY replaced_at DESC OFFSET $2::integer - 1 LIMIT 1)""";
    private static final String HISTORY = """
            SELECT set_at, expires_at, replaced_at, usable_until FROM artstore.replaced_secrets
            WHERE account_id = $1 ORDER BY replaced_at DESC LIMIT $2""";

    private static final String FORGET_UNUSABLE = "DELETE FROM artstore.previous_secrets WHERE usable_until <= $1";

    private final Pool pool;
    private final AccountTransactions transactions;

    public ServiceAccountChangeRepository(Pool pool, AccountTransactions transactions) {
        this.pool = Objects.requireNonNull(pool, "pool");
        this.transactions = Objects.requireNonNull(transactions, "transactions");
    }

    /** {@code CONFLICT} where the name, or the client id, is taken; by a deleted account too. */
    public Future<ServiceAccount> insert(Mutation<ServiceAccount> creation) {
        ServiceAccount account = creation.after();
        return transactions
                .run(transaction -> transaction
                        .preparedQuery(INSERT)
                        .execute(Tuple.of(
                                        account.id(),
                                        account.name(),
                                        account.description().orElse(null),
                                        account.clientId(),
                                        account.secretHash(),
                                        timestamp(account.secretChangedAt()))
                                .addValue(account.role().name())
                                .addValue(account.status().name())
                                .addValue(account.system())
                                .addValue(account.rateLimit())
                                .addValue(timestamp(account.secretExpiresAt()))
                                .addValue(timestamp(account.createdAt())))
                        .map(creation)
                        .recover(failure -> explainDuplicate(failure, account)))
                .map(Mutation::after);
    }

    /**
     * Changes an account as the rule says, which sees it as nobody else can change it meanwhile. A changed secret hash is
     * noted in the history; the previous secret works on as the changed account says.
     *
     * @param rule what it throws is the failure of the whole
     */
    public Future<Mutation<ServiceAccount>> change(UUID id, Function<ServiceAccount, Mutation<ServiceAccount>> rule) {
        return transactions.run(transaction -> lock(transaction, id)
                .map(rule)
                .compose(mutation -> mutation.changes()
                        ? write(transaction, mutation.before().orElseThrow(), mutation.after())
                                .map(mutation)
                        : Future.succeededFuture(mutation)));
    }

    /** The secrets the account had, the newest first; the present one is not among them. */
    public Future<List<SecretPeriod>> replacedSecrets(UUID id) {
        return pool.preparedQuery(HISTORY)
                .execute(Tuple.of(id, MAX_HISTORY))
                .map(rows -> rows.stream()
                        .map(row -> new SecretPeriod(
                                instant(row, "set_at"),
                                instant(row, "expires_at"),
                                optionalInstant(row, "replaced_at"),
                                optionalInstant(row, "usable_until")))
                        .toList())
                .recover(PgFailures::explain);
    }

    /** Removes what is kept of secrets that no longer work; returns how many. */
    public Future<Integer> forgetUnusable(Instant now) {
        return pool.preparedQuery(FORGET_UNUSABLE)
                .execute(Tuple.of(timestamp(now)))
                .map(rows -> rows.rowCount())
                .recover(PgFailures::explain);
    }

    private static Future<ServiceAccount> lock(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of(id)).map(rows -> Rows.first(
                        rows, ServiceAccountRepository::account)
                .orElseThrow(() -> ServiceException.notFound("Service Account " + id + " not found")));
    }

    private static Future<Void> write(SqlConnection transaction, ServiceAccount before, ServiceAccount after) {
        return transaction
                .preparedQuery(UPDATE)
                .execute(Tuple.of(after.id(), after.name(), after.description().orElse(null))
                        .addValue(after.role().name())
                        .addValue(after.status().name())
                        .addValue(after.rateLimit())
                        .addValue(timestamp(after.updatedAt())))
                .<Void>mapEmpty()
                .recover(failure -> explainDuplicate(failure, after))
                .compose(updated -> before.secretHash().equals(after.secretHash())
                        ? Future.succeededFuture()
                        : replaceSecret(transaction, before, after))
                .compose(replaced -> before.previousSecret().equals(after.previousSecret())
                        ? Future.succeededFuture()
                        : keepPrevious(transaction, after.id(), after.previousSecret()));
    }

    private static Future<Void> replaceSecret(SqlConnection transaction, ServiceAccount before, ServiceAccount after) {
        return transaction
                .preparedQuery(SET_SECRET)
                .execute(Tuple.of(
                        after.id(),
                        after.secretHash(),
                        timestamp(after.secretChangedAt()),
                        timestamp(after.secretExpiresAt())))
                .compose(set -> transaction
                        .preparedQuery(NOTE_REPLACED)
                        .execute(Tuple.of(
                                after.id(),
                                timestamp(before.secretChangedAt()),
                                timestamp(before.secretExpiresAt()),
                                timestamp(after.secretChangedAt()),
                                after.previousSecret()
                                        .map(previous -> timestamp(previous.usableUntil()))
                                        .orElse(null))))
                .compose(noted -> transaction.preparedQuery(SHORTEN_HISTORY).execute(Tuple.of(after.id(), MAX_HISTORY)))
                .mapEmpty();
    }

    private static Future<Void> keepPrevious(SqlConnection transaction, UUID id, Optional<PreviousSecret> previous) {
        return transaction.preparedQuery(FORGET_PREVIOUS).execute(Tuple.of(id)).compose(forgotten -> previous.map(
                        secret -> transaction
                                .preparedQuery(KEEP_PREVIOUS)
                                .execute(Tuple.of(id, secret.hash(), timestamp(secret.usableUntil())))
                                .<Void>mapEmpty())
                .orElseGet(Future::succeededFuture));
    }

    private static <T> Future<T> explainDuplicate(Throwable failure, ServiceAccount account) {
        return Duplicates.column(failure, "name", "client_id")
                .map(column -> Duplicates.<T>conflict(
                        column.equals("name")
                                ? "Service Account with name '" + account.name() + "' already exists"
                                : "Service Account with client_id '" + account.clientId() + "' already exists"))
                .orElseGet(() -> Future.failedFuture(failure));
    }
}
