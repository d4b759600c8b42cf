package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.timestamp;

import io.artstore.admin.domain.RefreshToken;
import io.artstore.common.database.PgFailures;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** The rows of {@code artstore.refresh_families}, and the secret under which their tokens are sealed. */
public final class RefreshFamilyRepository {
    private static final String OFFER_SECRET =
            "INSERT INTO artstore.refresh_secret (secret) VALUES ($1) ON CONFLICT (singleton) DO NOTHING";
    private static final String SECRET = "SELECT secret FROM artstore.refresh_secret";

    /** A family without a row was never used. */
    private static final String ADVANCE = """
            INSERT INTO artstore.refresh_families AS family (family_id, generation, expires_at)
            VALUES ($1, $2::integer + 1, $3)
            ON CONFLICT (family_id) DO UPDATE SET generation = family.generation + 1
            WHERE family.generation = $2 AND family.ended_at IS NULL""";

    private static final String IS_CURRENT = """
            SELECT NOT EXISTS (
                SELECT 1 FROM artstore.refresh_families
                WHERE family_id = $1 AND (generation <> $2 OR ended_at IS NOT NULL))""";

    private static final String END = """
            INSERT INTO artstore.refresh_families AS family (family_id, generation, expires_at, ended_at)
            VALUES ($1, 0, $2, $3)
            ON CONFLICT (family_id) DO UPDATE SET ended_at = $3 WHERE family.ended_at IS NULL""";

    private static final String FORGET_EXPIRED = "DELETE FROM artstore.refresh_families WHERE expires_at < $1";

    private final Pool pool;

    public RefreshFamilyRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    /** The installation's secret; the candidate becomes it where there is none yet. */
    public Future<byte[]> secret(byte[] candidate) {
        return pool.preparedQuery(OFFER_SECRET)
                .execute(Tuple.of(Buffer.buffer(candidate)))
                .compose(offered -> pool.query(SECRET).execute())
                .map(rows -> rows.iterator().next().getBuffer("secret").getBytes());
    }

    /** Uses the token up; false where it was used before or its family has ended. Of two at once, one is first. */
    public Future<Boolean> advance(RefreshToken token) {
        return pool.preparedQuery(ADVANCE)
                .execute(Tuple.of(token.familyId(), token.generation(), timestamp(token.expiresAt())))
                .map(rows -> rows.rowCount() == 1)
                .recover(PgFailures::explain);
    }

    /** Whether the token could be used. */
    public Future<Boolean> isCurrent(RefreshToken token) {
        return pool.preparedQuery(IS_CURRENT)
                .execute(Tuple.of(token.familyId(), token.generation()))
                .map(rows -> rows.iterator().next().getBoolean(0))
                .recover(PgFailures::explain);
    }

    /**
     * Ends a family for ever.
     *
     * @param expiresAt from when on its tokens would have been refused anyway
     * @return false where it had ended before
     */
    public Future<Boolean> end(UUID familyId, Instant expiresAt, Instant now) {
        return pool.preparedQuery(END)
                .execute(Tuple.of(familyId, timestamp(expiresAt), timestamp(now)))
                .map(rows -> rows.rowCount() == 1)
                .recover(PgFailures::explain);
    }

    /** Removes families whose tokens have all expired; returns how many. */
    public Future<Integer> forgetExpired(Instant now) {
        return pool.preparedQuery(FORGET_EXPIRED)
                .execute(Tuple.of(timestamp(now)))
                .map(rows -> rows.rowCount())
                .recover(PgFailures::explain);
    }
}
