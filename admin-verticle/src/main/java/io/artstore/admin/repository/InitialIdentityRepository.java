package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.timestamp;

import io.artstore.admin.domain.InitialIdentities;
import io.artstore.admin.domain.InitialIdentities.Account;
import io.artstore.admin.domain.InitialIdentities.Administrator;
import io.artstore.admin.domain.ServiceAccount;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Gives empty tables their first user and their first service account. */
public final class InitialIdentityRepository {
    private static final String PRESENCE = """
            SELECT EXISTS (SELECT 1 FROM users) AS users, EXISTS (SELECT 1 FROM service_accounts) AS accounts""";

    private static final String INSERT_USER = """
            INSERT INTO users (username, email, first_name, last_name, hashed_password, role, status, is_system,
                failed_login_attempts, created_at, updated_at)
            VALUES ($1, $2, 'System', 'Administrator', $3, 'ADMIN', 'ACTIVE', true, 0, $4, $4)""";

    private static final String INSERT_ACCOUNT = """
            INSERT INTO service_accounts (id, name, description, client_id, client_secret_hash, secret_history,
                secret_changed_at, role, status, is_system, rate_limit, secret_expires_at, created_at, updated_at)
            VALUES ($1, $2, 'System administrative service account', $3, $4, '[]', $5, 'ADMIN', 'ACTIVE', true, $6,
                $7, $5, $5)""";

    private final Pool pool;

    /** What the tables already have. */
    public record Presence(boolean users, boolean accounts) {}

    public InitialIdentityRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    public Future<Presence> presence() {
        return presence(pool);
    }

    /**
     * Inserts those of the candidates whose table is empty; of several nodes that do this at once, one inserts.
     *
     * @param beforeCommit gets what was inserted, never nothing; when it fails, nothing is
     * @return what was inserted
     */
    public Future<InitialIdentities> insertMissing(
            InitialIdentities candidates, Instant now, Function<InitialIdentities, Future<Void>> beforeCommit) {
        return pool.withTransaction(transaction -> AdvisoryLock.INITIAL_IDENTITIES
                .take(transaction)
                .compose(locked -> presence(transaction))
                .map(presence -> missing(candidates, presence))
                .compose(missing -> missing.isEmpty()
                        ? Future.succeededFuture(missing)
                        : insert(transaction, missing, now, beforeCommit)));
    }

    private static Future<InitialIdentities> insert(
            SqlConnection transaction,
            InitialIdentities missing,
            Instant now,
            Function<InitialIdentities, Future<Void>> beforeCommit) {
        return insert(transaction, missing, now)
                .compose(inserted -> beforeCommit.apply(missing))
                .map(missing);
    }

    private static InitialIdentities missing(InitialIdentities candidates, Presence presence) {
        return new InitialIdentities(
                presence.users() ? Optional.empty() : candidates.administrator(),
                presence.accounts() ? Optional.empty() : candidates.account());
    }

    private static Future<Presence> presence(SqlClient client) {
        return client.query(PRESENCE)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row -> new Presence(row.getBoolean("users"), row.getBoolean("accounts")));
    }

    private static Future<Void> insert(SqlConnection transaction, InitialIdentities missing, Instant now) {
        Future<Void> user = missing.administrator()
                .map(administrator -> insertUser(transaction, administrator, now))
                .orElseGet(Future::succeededFuture);
        return user.compose(inserted -> missing.account()
                .map(account -> insertAccount(transaction, account, now))
                .orElseGet(Future::succeededFuture));
    }

    private static Future<Void> insertUser(SqlConnection transaction, Administrator administrator, Instant now) {
        return transaction
                .preparedQuery(INSERT_USER)
                .execute(Tuple.of(
                        administrator.username(),
                        administrator.email(),
                        administrator.password().hash(),
                        timestamp(now)))
                .mapEmpty();
    }

    private static Future<Void> insertAccount(SqlConnection transaction, Account account, Instant now) {
        return transaction
                .preparedQuery(INSERT_ACCOUNT)
                .execute(Tuple.of(
                        UUID.randomUUID(),
                        account.name(),
                        account.clientId(),
                        account.secret().hash(),
                        timestamp(now),
                        ServiceAccount.DEFAULT_RATE_LIMIT,
                        timestamp(now.plus(ServiceAccount.SECRET_LIFETIME))))
                .mapEmpty();
    }
}
