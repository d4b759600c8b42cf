package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.instant;
import static io.artstore.admin.repository.Rows.timestamp;

import io.artstore.admin.domain.KeyRecord;
import io.artstore.admin.domain.SigningKey;
import io.artstore.common.audit.repository.AuditOutboxRepository;
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
import java.util.Optional;

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
            WHERE is_active
            RETURNING is_active""";

    private static final String INSERT =
            "INSERT INTO jwt_keys (" + COLUMNS + ", rotation_count)" + " VALUES ($1, $2, $3, $4, $5, $6, $7, 0)";

    private static final String RECORD_COLUMNS =
            "SELECT version, algorithm, created_at, expires_at, is_active, rotation_count FROM jwt_keys ";
    private static final String ACTIVE = RECORD_COLUMNS + "WHERE is_active ORDER BY expires_at DESC, id DESC";
    private static final String NEWEST = RECORD_COLUMNS + "ORDER BY created_at DESC, id DESC LIMIT $1";

    private static final String REPLACE_PRIVATE =
            "UPDATE jwt_keys SET private_key = $3 WHERE version = $1 AND private_key = $2";

    private final Pool pool;
    private final AuditOutboxRepository outbox;

    public SigningKeyRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
        this.outbox = new AuditOutboxRepository(pool, AuditOutboxRepository.TABLE);
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

    /** Keys that are marked active, the one that lasts longest first. */
    public Future<List<KeyRecord>> active() {
        return records(pool.query(ACTIVE).execute());
    }

    /** Keys of any state, newest first. */
    public Future<List<KeyRecord>> newest(int limit) {
        return records(pool.preparedQuery(NEWEST).execute(Tuple.of(limit)));
    }

    /** Whether some node adds a key at this moment. */
    public Future<Boolean> isBeingChanged() {
        return AdvisoryLock.SIGNING_KEYS.isHeld(pool).recover(PgFailures::explain);
    }

    /**
     * Adds the key unless there is already an active one that expires later than the limit; of several nodes that do this
     * at once, one adds.
     *
     * @param events tell of it in the audit log, a JSON array
     * @return how many keys were retired by it, empty where it was not added
     */
    public Future<Optional<Integer>> addUnlessOneOutlives(SigningKey candidate, Instant limit, String events) {
        return pool.withTransaction(transaction -> AdvisoryLock.SIGNING_KEYS
                .take(transaction)
                .compose(locked ->
                        exists(transaction.preparedQuery(ACTIVE_KEY_OUTLIVES).execute(Tuple.of(timestamp(limit)))))
                .compose(outlived -> outlived
                        ? Future.succeededFuture(Optional.empty())
                        : insert(transaction, candidate, events).map(Optional::of)));
    }

    /** Adds the key whatever there is, with the audit events that tell of it; returns how many keys were retired by it. */
    public Future<Integer> add(SigningKey key, String events) {
        return pool.withTransaction(transaction ->
                        AdvisoryLock.SIGNING_KEYS.take(transaction).compose(locked -> insert(transaction, key, events)))
                .recover(PgFailures::explain);
    }

    /** Stores a key's private half in another form, unless somebody else has done so meanwhile. */
    public Future<Void> replacePrivateKey(SigningKey key, String stored) {
        return pool.preparedQuery(REPLACE_PRIVATE)
                .execute(Tuple.of(key.version(), key.privateKeyPem(), stored))
                .recover(PgFailures::explain)
                .mapEmpty();
    }

    private Future<Integer> insert(SqlConnection transaction, SigningKey key, String events) {
        return transaction
                .preparedQuery(AGE_OTHERS)
                .execute(Tuple.of(timestamp(key.createdAt())))
                .map(aged -> (int) aged.stream()
                        .filter(row -> !row.getBoolean("is_active"))
                        .count())
                .compose(retired -> transaction
                        .preparedQuery(INSERT)
                        .execute(Tuple.of(
                                key.version(),
                                key.algorithm(),
                                key.privateKeyPem(),
                                key.publicKeyPem(),
                                timestamp(key.createdAt()),
                                timestamp(key.expiresAt()),
                                key.active()))
                        .compose(inserted -> outbox.add(transaction, events))
                        .map(retired));
    }

    private static Future<List<KeyRecord>> records(Future<RowSet<Row>> query) {
        return query.map(rows ->
                        rows.stream().map(SigningKeyRepository::keyRecord).toList())
                .recover(PgFailures::explain);
    }

    private static KeyRecord keyRecord(Row row) {
        return new KeyRecord(
                row.getString("version"),
                row.getString("algorithm"),
                instant(row, "created_at"),
                instant(row, "expires_at"),
                row.getBoolean("is_active"),
                row.getInteger("rotation_count"));
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
