package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.timestamp;

import io.artstore.admin.domain.NewUser;
import io.artstore.admin.domain.User;
import io.artstore.common.database.PgFailures;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Makes and changes users, and keeps the history of their passwords. */
public final class UserChangeRepository {
    /** Above the largest history a policy may ask for. */
    private static final int KEPT_PASSWORDS = 25;

    /** For who asks about an address alone; names are never empty. */
    private static final String NO_NAME = "";

    private static final String TAKEN = """
            SELECT lower(username) = lower($1) AS name_taken FROM users
            WHERE (lower(username) = lower($1) OR lower(email) = lower($2)) AND id <> $3
            ORDER BY name_taken DESC LIMIT 1""";

    private static final String INSERT = "INSERT INTO users (username, email, first_name, last_name, hashed_password,"
            + " role, status, is_system, failed_login_attempts, created_at, updated_at)"
            + " VALUES ($1, $2, $3, $4, $5, $6::text::user_role_enum, 'ACTIVE', false, 0, $7, $7) RETURNING id";

    /** In one order for everybody, so that two who change administrators wait for each other and not in a circle. */
    private static final String LOCK = "SELECT " + UserRepository.COLUMNS + " FROM users"
            + " WHERE id = $1 OR (role = 'ADMIN' AND status IN ('ACTIVE', 'LOCKED')) ORDER BY id FOR UPDATE";

    private static final String UPDATE = """
            UPDATE users SET email = $2, first_name = $3, last_name = $4, hashed_password = $5,
                role = $6::text::user_role_enum, status = $7::text::user_status_enum, failed_login_attempts = $8,
                lockout_until = $9, updated_at = $10
            WHERE id = $1""";

    private static final String NOTE_PASSWORD =
            "INSERT INTO artstore.user_passwords (user_id, set_at, password_hash) VALUES ($1, $2, $3)";
    private static final String SHORTEN_HISTORY = """
            DELETE FROM artstore.user_passwords WHERE user_id = $1 AND set_at < (
                SELECT set_at FROM artstore.user_passwords WHERE user_id = $1
                ORDER BY set_at DESC OFFSET $2::integer - 1 LIMIT 1)""";
    private static final String RECENT_PASSWORDS =
            "SELECT password_hash FROM artstore.user_passwords WHERE user_id = $1 ORDER BY set_at DESC LIMIT $2";

    private static final String FORGET_RESETS = "DELETE FROM artstore.password_resets WHERE user_id = $1";
    private static final String USE_RESET =
            "DELETE FROM artstore.password_resets WHERE token_hash = $1 AND expires_at > $2 RETURNING user_id";

    private final Pool pool;
    private final AccountTransactions transactions;

    /** A user and the administrators besides, locked ones too; all stay as they are until the change is made. */
    public record Locked(User user, List<User> otherAdministrators) {}

    public UserChangeRepository(Pool pool, AccountTransactions transactions) {
        this.pool = Objects.requireNonNull(pool, "pool");
        this.transactions = Objects.requireNonNull(transactions, "transactions");
    }

    /** {@code CONFLICT} where name or address is taken, in any case, be it by somebody who was deleted. */
    public Future<User> insert(NewUser wanted, String hash, Instant now, Function<User, Mutation<User>> creation) {
        return transactions
                .run(transaction -> requireFree(transaction, wanted.username(), wanted.email(), 0)
                        .compose(free -> insertAndNote(transaction, wanted, hash, now))
                        .map(creation))
                .map(Mutation::after);
    }

    /**
     * Changes a user as the rule says, which sees them and all administrators as nobody else can change them meanwhile. A
     * changed password is noted in the history and ends resets that were asked for.
     *
     * @param rule what it throws is the failure of the whole
     */
    public Future<Mutation<User>> change(int id, Function<Locked, Mutation<User>> rule) {
        return transactions.run(transaction -> change(transaction, id, rule));
    }

    /** As {@link #change}, for whoever has a reset token, which is used up; empty where it is unknown or over. */
    public Future<Optional<Mutation<User>>> changeByReset(
            byte[] tokenHash, Instant now, Function<Locked, Mutation<User>> rule) {
        return transactions
                .run(transaction -> transaction
                        .preparedQuery(USE_RESET)
                        .execute(Tuple.of(Buffer.buffer(tokenHash), timestamp(now)))
                        .compose(rows -> rows.rowCount() == 0
                                ? Future.failedFuture(NoSuchReset.INSTANCE)
                                : change(transaction, rows.iterator().next().getInteger(0), rule)))
                .map(Optional::of)
                .recover(failure -> failure == NoSuchReset.INSTANCE
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(failure));
    }

    /** The hashes of the user's last passwords, the newest first. */
    public Future<List<String>> recentPasswords(int id, int count) {
        return pool.preparedQuery(RECENT_PASSWORDS)
                .execute(Tuple.of(id, count))
                .map(rows ->
                        rows.stream().map(row -> row.getString("password_hash")).toList())
                .recover(PgFailures::explain);
    }

    private static Future<Mutation<User>> change(
            SqlConnection transaction, int id, Function<Locked, Mutation<User>> rule) {
        return lock(transaction, id)
                .map(rule)
                .compose(mutation -> mutation.changes()
                        ? write(transaction, mutation.before().orElseThrow(), mutation.after())
                                .map(mutation)
                        : Future.succeededFuture(mutation));
    }

    private static Future<Locked> lock(SqlConnection transaction, int id) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().map(UserRepository::user).toList())
                .map(users -> new Locked(
                        users.stream()
                                .filter(user -> user.id() == id)
                                .findFirst()
                                .orElseThrow(() -> ServiceException.notFound("User " + id + " not found")),
                        users.stream().filter(user -> user.id() != id).toList()));
    }

    private static Future<Void> write(SqlConnection transaction, User before, User after) {
        Future<Void> free = before.email().equals(after.email())
                ? Future.succeededFuture()
                : requireFree(transaction, NO_NAME, after.email(), after.id());
        boolean otherPassword = !before.passwordHash().equals(after.passwordHash());
        return free.compose(unused -> update(transaction, after))
                .compose(
                        updated -> otherPassword ? notePasswords(transaction, before, after) : Future.succeededFuture())
                .compose(noted -> otherPassword || !after.mayComeBack()
                        ? transaction
                                .preparedQuery(FORGET_RESETS)
                                .execute(Tuple.of(after.id()))
                                .mapEmpty()
                        : Future.succeededFuture());
    }

    /** A password that ArtStore did not set is as old as the user. */
    private static Future<Void> notePasswords(SqlConnection transaction, User before, User after) {
        Future<Void> former = before.passwordSetAt().isEmpty()
                        && before.passwordHash().isPresent()
                ? notePassword(transaction, before.id(), before.passwordHash().get(), before.createdAt())
                : Future.succeededFuture();
        return former.compose(noted -> notePassword(
                transaction,
                after.id(),
                after.passwordHash().orElseThrow(),
                after.passwordSetAt().orElseThrow()));
    }

    private static Future<Void> update(SqlConnection transaction, User user) {
        return transaction
                .preparedQuery(UPDATE)
                .execute(Tuple.of(
                                user.id(),
                                user.email(),
                                user.firstName().orElse(null),
                                user.lastName().orElse(null),
                                user.passwordHash().orElse(null),
                                user.role().name())
                        .addValue(user.status().name())
                        .addValue(user.failedAttempts())
                        .addValue(user.lockoutUntil().map(Rows::timestamp).orElse(null))
                        .addValue(timestamp(user.updatedAt())))
                .mapEmpty();
    }

    private static Future<Integer> insert(SqlConnection transaction, NewUser wanted, String hash, Instant now) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.of(
                                wanted.username(),
                                wanted.email(),
                                wanted.firstName().orElse(null),
                                wanted.lastName().orElse(null),
                                hash,
                                wanted.role().name())
                        .addValue(timestamp(now)))
                .map(rows -> rows.iterator().next().getInteger("id"));
    }

    private static Future<User> insertAndNote(SqlConnection transaction, NewUser wanted, String hash, Instant now) {
        return insert(transaction, wanted, hash, now)
                .compose(id -> notePassword(transaction, id, hash, now).compose(noted -> read(transaction, id)));
    }

    private static Future<User> read(SqlConnection transaction, int id) {
        return transaction
                .preparedQuery(UserRepository.BY_ID)
                .execute(Tuple.of(id))
                .map(rows -> UserRepository.user(rows.iterator().next()));
    }

    private static Future<Void> notePassword(SqlConnection transaction, int id, String hash, Instant setAt) {
        return transaction
                .preparedQuery(NOTE_PASSWORD)
                .execute(Tuple.of(id, timestamp(setAt), hash))
                .compose(noted -> transaction.preparedQuery(SHORTEN_HISTORY).execute(Tuple.of(id, KEPT_PASSWORDS)))
                .mapEmpty();
    }

    /** The constraints of the table know no case, so one transaction at a time looks and writes. */
    private static Future<Void> requireFree(SqlConnection transaction, String username, String email, int owner) {
        return AdvisoryLock.USER_NAMES
                .take(transaction)
                .compose(locked -> transaction.preparedQuery(TAKEN).execute(Tuple.of(username, email, owner)))
                .compose(rows -> rows.rowCount() == 0
                        ? Future.succeededFuture()
                        : Duplicates.conflict(
                                rows.iterator().next().getBoolean("name_taken")
                                        ? "User with username '" + username + "' already exists"
                                        : "User with email '" + email + "' already exists"));
    }

    /** Rolls the transaction back and tells nothing more. */
    private static final class NoSuchReset extends RuntimeException {
        private static final long serialVersionUID = 1L;
        static final NoSuchReset INSTANCE = new NoSuchReset();

        private NoSuchReset() {
            super("no such reset", null, false, false);
        }
    }
}
