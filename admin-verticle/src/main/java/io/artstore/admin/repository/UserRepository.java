package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.instant;
import static io.artstore.admin.repository.Rows.optionalInstant;
import static io.artstore.admin.repository.Rows.optionalText;
import static io.artstore.admin.repository.Rows.timestamp;

import io.artstore.admin.domain.LockoutPolicy;
import io.artstore.admin.domain.Page;
import io.artstore.admin.domain.PageRequest;
import io.artstore.admin.domain.User;
import io.artstore.admin.domain.UserFilter;
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

/** Looks users up, and counts their logins. */
public final class UserRepository {
    static final String COLUMNS = """
            id, username, email, first_name, last_name, hashed_password, ldap_dn, role, status, is_system, last_login,
                failed_login_attempts, lockout_until, created_at, updated_at,
                (SELECT max(set_at) FROM artstore.user_passwords WHERE user_id = users.id) AS password_set_at""";

    private static final String SELECT = "SELECT " + COLUMNS + " FROM users ";

    static final String BY_ID = SELECT + "WHERE id = $1";

    /** One user's name may be another's address; then the name counts. */
    private static final String BY_LOGIN =
            SELECT + "WHERE username = $1 OR email = $1 ORDER BY username = $1 DESC LIMIT 1";

    /** The original let addresses differ by case alone; then the exact one counts. */
    private static final String BY_EMAIL = SELECT + "WHERE lower(email) = lower($1) ORDER BY email = $1 DESC LIMIT 1";

    private static final String FILTER = """
            WHERE ($1::text IS NULL OR $1 = CASE
                    WHEN status NOT IN ('ACTIVE', 'LOCKED') OR lockout_until IS NULL THEN status::text
                    WHEN lockout_until > $4 THEN 'LOCKED' ELSE 'ACTIVE' END)
                AND ($2::text IS NULL OR role::text = $2)
                AND ($3::text IS NULL
                    OR strpos(lower(concat_ws(' ', username, email, first_name, last_name)), lower($3)) > 0)
            """;
    private static final String COUNT = "SELECT count(*) FROM users " + FILTER;
    private static final String PAGE = SELECT + FILTER + """
                AND ($5::timestamptz IS NULL OR (created_at, id) < ($5, $6::integer))
            ORDER BY created_at DESC, id DESC OFFSET $7 LIMIT $8""";

    /** An active user, or one whose lockout has ended at $2. */
    private static final String MAY_LOG_IN =
            "(status = 'ACTIVE' AND lockout_until IS NULL OR status IN ('ACTIVE', 'LOCKED') AND lockout_until <= $2)";

    private static final String RECORD_SUCCESS = "UPDATE users SET failed_login_attempts = 0, lockout_until = NULL,"
            + " status = 'ACTIVE', last_login = $2, updated_at = $2 WHERE id = $1 AND " + MAY_LOG_IN
            + " AND hashed_password = $3 RETURNING " + COLUMNS;

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

    private static final PagedList<User> ALL = new PagedList<>(COUNT, PAGE, UserRepository::user);

    private final Pool pool;

    public UserRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    public Future<Optional<User>> findById(int id) {
        return find(BY_ID, Tuple.of(id));
    }

    /** The user with this name, else the one with this address; both exact. */
    public Future<Optional<User>> findByUsernameOrEmail(String login) {
        return find(BY_LOGIN, Tuple.of(login));
    }

    /** In any case. */
    public Future<Optional<User>> findByEmail(String email) {
        return find(BY_EMAIL, Tuple.of(email));
    }

    /** Newest first. */
    public Future<Page<User>> list(UserFilter filter, Instant now, PageRequest<Integer> wanted) {
        return ALL.read(pool, () -> parameters(filter, now), wanted);
    }

    /**
     * Resets the count of failures, ends a lockout that is over, and notes the login; empty when the user may not.
     *
     * @param verifiedHash the hash the password matched; a password that was changed meanwhile admits nobody
     */
    public Future<Optional<User>> recordSuccess(int id, String verifiedHash, Instant now) {
        return find(RECORD_SUCCESS, Tuple.of(id, timestamp(now), verifiedHash));
    }

    /** Counts a failed attempt and locks at the threshold; without effect on a user who may not log in anyway. */
    public Future<Void> recordFailure(int id, Instant now, LockoutPolicy policy) {
        return pool.preparedQuery(RECORD_FAILURE)
                .execute(Tuple.of(id, timestamp(now), policy.threshold(), timestamp(policy.endOfLockoutFrom(now))))
                .<Void>mapEmpty()
                .recover(PgFailures::explain);
    }

    private Future<Optional<User>> find(String statement, Tuple parameters) {
        return pool.preparedQuery(statement)
                .execute(parameters)
                .map(rows -> Rows.first(rows, UserRepository::user))
                .recover(PgFailures::explain);
    }

    private static Tuple parameters(UserFilter filter, Instant now) {
        return Tuple.of(
                filter.status().map(Enum::name).orElse(null),
                filter.role().map(Enum::name).orElse(null),
                filter.search().orElse(null),
                timestamp(now));
    }

    static User user(Row row) {
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
                row.getInteger("failed_login_attempts"),
                optionalInstant(row, "lockout_until"),
                optionalInstant(row, "password_set_at"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }
}
