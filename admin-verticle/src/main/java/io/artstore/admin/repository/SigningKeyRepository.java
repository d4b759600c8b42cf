package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.instant;
import static io.artstore.admin.repository.Rows.timestamp;

import io.artstore.admin.domain.SigningKey;
import io.artstore.common.database.PgFailures;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The rows of {@code jwt_keys}, shared with the original (checkpoint section 2.4). */
public final class SigningKeyRepository {
    private static final String COLUMNS =
            "version, algorithm, private_key, public_key, created_at, expires_at, is_active";

    private static final String EXPIRING_AFTER =
            "SELECT " + COLUMNS + " FROM jwt_keys WHERE expires_at > $1 ORDER BY created_at DESC, id DESC";

    private static final String HAS_PUBLIC_KEY = "SELECT EXISTS (SELECT 1 FROM jwt_keys WHERE public_key = $1)";

    private static final String ACTIVE_KEY_OUTLIVES =
            "SELECT EXISTS (SELECT 1 FROM jwt_keys WHERE is_active AND expires_at > $1)";

    /** What a rotation of the original does to the keys that are there. */
    private static final String AGE_OTHERS = """
            UPDATE jwt_keys
            SET is_active = expires_at >= $1, rotation_count = rotation_count + (expires_at >= $1)::int
            WHERE is_active""";

    private static final String INSERT =
            "INSERT INTO jwt_keys (" + COLUMNS + ", rotation_count)" + " VALUES ($1, $2, $3, $4, $5, $6, $7, 0)";

    private final Pool pool;

    public SigningKeyRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    /** Keys that expire after this moment, newest first; inactive ones too. */
    public Future<List<SigningKey>> expiringAfter(Instant moment) {
        return pool.preparedQuery(EXPIRING_AFTER)
                .execute(Tuple.of(timestamp(moment)))
                .map(rows -> rows.stream().map(SigningKeyRepository::signingKey).toList())
                .recover(PgFailures::explain);
    }

    /** Whether this very key pair is, or ever was, among the keys. */
    public Future<Boolean> contains(String publicKeyPem) {
        return exists(pool.preparedQuery(HAS_PUBLIC_KEY).execute(Tuple.of(publicKeyPem)));
    }

    /**
     * Adds the key unless there is already an active one that expires later than the limit; of several nodes that do this
     * at once, one adds.
     *
     * @return whether the key was added
     */
    public Future<Boolean> addUnlessOneOutlives(SigningKey candidate, Instant limit) {
        return pool.withTransaction(transaction -> AdvisoryLock.SIGNING_KEYS
                .take(transaction)
                .compose(locked ->
                        exists(transaction.preparedQuery(ACTIVE_KEY_OUTLIVES).execute(Tuple.of(timestamp(limit)))))
                .compose(outlived -> outlived
                        ? Future.succeededFuture(false)
                        : add(transaction, candidate).map(true)));
    }

    private static Future<Void> add(SqlConnection transaction, SigningKey key) {
        return transaction
                .preparedQuery(AGE_OTHERS)
                .execute(Tuple.of(timestamp(key.createdAt())))
                .compose(aged -> transaction
                        .preparedQuery(INSERT)
                        .execute(Tuple.of(
                                key.version(),
                                key.algorithm(),
                                key.privateKeyPem(),
                                key.publicKeyPem(),
                                timestamp(key.createdAt()),
                                timestamp(key.expiresAt()),
                                key.active())))
                .mapEmpty();
    }

    private static Future<Boolean> exists(Future<RowSet<Row>> query) {
        return query.map(rows -> rows.iterator().next().getBoolean(0));
    }

    private static SigningKey signingKey(Row row) {
        return new SigningKey(
                row.getString("version"),
                row.getString("algorithm"),
                row.getString("private_key"),
                row.getString("public_key"),
                instant(row, "created_at"),
                instant(row, "expires_at"),
                row.getBoolean("is_active"));
    }
}
