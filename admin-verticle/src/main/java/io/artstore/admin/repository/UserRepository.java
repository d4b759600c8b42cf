package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.instant;
import static io.artstore.admin.repository.Rows.optionalInstant;
import static io.artstore.admin.repository.Rows.optionalText;
import static io.artstore.admin.repository.Rows.timestamp;

import io.artstore.admin.domain.LockoutPolicy;
import io.artstore.admin.domain.User;
import io.artstore.admin.domain.UserRole;
import io.artstore.admin.domain.UserStatus;
import io.artstore.common.database.PgFailures;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The rows of {@code users}. */
public final class UserRepository {
    private static final String COLUMNS = """
            id, username, email, first_name, last_name, hashed_password, ldap_dn, role, status, is_system, last_login,
                lockout_until, created_at""";

    private static final String BY_ID = "SELECT " + COLUMNS + " FROM users WHERE id = $1";

    /** One user's name may be another's address; then the name counts. */
    private static final String BY_LOGIN =
            "SELECT " + COLUMNS + " FROM users WHERE username = $1 OR email = $1 ORDER BY username = $1 DESC LIMIT 1";

    /** An active user, or one whose lockout has ended at $2. */
    private static final String MAY_LOG_IN =
            "(status = 'ACTIVE' AND lockout_until IS NULL OR status IN ('ACTIVE', 'LOCKED') AND lockout_until <= $2)";

    private static final String RECORD_SUCCESS = "UPDATE users SET failed_login_attempts = 0, lockout_until = NULL,"
            + " status = 'ACTIVE', last_login = $2, updated_at = $2 WHERE id = $1 AND " + MAY_LOG_IN
            + " RETURNING " + COLUMNS;

    private static final String RECORD_FAILURE = """
            UPDATE users SET
                failed_login_attempts = attempt,
                status = CASE WHEN attempt >= $3 THEN 'LOCKED' ELSE 'ACTIVE' END::user_status_enum,
                lockout_until = CASE WHEN attempt >= $3 THEN $4::timestamptz END,
                updated_at = $2
            FROM (
                SELECT id AS counted_id,
                    CASE WHEN lockout_until IS NULL THEN failed_login_attempts + 1 ELSE 1 END AS attempt
                FROM users WHERE id = $1 AND %s FOR UPDATE
            ) AS counted
            WHERE id = counted_id""".formatted(MAY_LOG_IN);

    private final Pool pool;

    public UserRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    public Future<Optional<User>> findById(int id) {
        return pool.preparedQuery(BY_ID)
                .execute(Tuple.of(id))
                .map(rows -> Rows.first(rows, UserRepository::user))
                .recover(PgFailures::explain);
    }

    /** The user with this name, else the one with this address; both exact. */
    public Future<Optional<User>> findByUsernameOrEmail(String login) {
        return pool.preparedQuery(BY_LOGIN)
                .execute(Tuple.of(login))
                .map(rows -> Rows.first(rows, UserRepository::user))
                .recover(PgFailures::explain);
    }

    /** Resets the count of failures, ends a lockout that is over, and notes the login; empty when the user may not. */
    public Future<Optional<User>> recordSuccess(int id, Instant now) {
        return pool.preparedQuery(RECORD_SUCCESS)
                .execute(Tuple.of(id, timestamp(now)))
                .map(rows -> Rows.first(rows, UserRepository::user))
                .recover(PgFailures::explain);
    }

    /** Counts a failed attempt and locks at the threshold; without effect on a user who may not log in anyway. */
    public Future<Void> recordFailure(int id, Instant now, LockoutPolicy policy) {
        return pool.preparedQuery(RECORD_FAILURE)
                .execute(Tuple.of(id, timestamp(now), policy.threshold(), timestamp(policy.endOfLockoutFrom(now))))
                .<Void>mapEmpty()
                .recover(PgFailures::explain);
    }

    private static User user(Row row) {
        return new User(
                row.getInteger("id"),
                row.getString("username"),
                row.getString("email"),
                optionalText(row, "first_name"),
                optionalText(row, "last_name"),
                optionalText(row, "hashed_password"),
                row.getString("ldap_dn") != null,
                UserRole.valueOf(row.getString("role")),
                UserStatus.valueOf(row.getString("status")),
                row.getBoolean("is_system"),
                optionalInstant(row, "last_login"),
                optionalInstant(row, "lockout_until"),
                instant(row, "created_at"));
    }
}
