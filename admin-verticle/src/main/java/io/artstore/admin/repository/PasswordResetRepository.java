package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.timestamp;

import io.artstore.common.database.PgFailures;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The rows of {@code artstore.password_resets}: one at most for each user, and no token but its digest. */
public final class PasswordResetRepository {
    private static final String OFFER = """
            INSERT INTO artstore.password_resets (user_id, token_hash, expires_at) VALUES ($1, $2, $3)
            ON CONFLICT (user_id) DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at""";

    private static final String USER_OF =
            "SELECT user_id FROM artstore.password_resets WHERE token_hash = $1 AND expires_at > $2";

    private static final String FORGET_EXPIRED = "DELETE FROM artstore.password_resets WHERE expires_at <= $1";

    private final Pool pool;

    public PasswordResetRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    /** Replaces what the user had asked for before. */
    public Future<Void> offer(int userId, byte[] tokenHash, Instant expiresAt) {
        return pool.preparedQuery(OFFER)
                .execute(Tuple.of(userId, Buffer.buffer(tokenHash), timestamp(expiresAt)))
                .<Void>mapEmpty()
                .recover(PgFailures::explain);
    }

    /** Whose token it is; empty where it is unknown, used or over. */
    public Future<Optional<Integer>> userOf(byte[] tokenHash, Instant now) {
        return pool.preparedQuery(USER_OF)
                .execute(Tuple.of(Buffer.buffer(tokenHash), timestamp(now)))
                .map(rows -> Rows.first(rows, row -> row.getInteger("user_id")))
                .recover(PgFailures::explain);
    }

    /** Removes what was never used; returns how many. */
    public Future<Integer> forgetExpired(Instant now) {
        return pool.preparedQuery(FORGET_EXPIRED)
                .execute(Tuple.of(timestamp(now)))
                .map(rows -> rows.rowCount())
                .recover(PgFailures::explain);
    }
}
