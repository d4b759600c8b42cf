package io.artstore.admin.repository;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** Locks that one transaction of one node holds at a time, in this database; released when it ends, however it ends. */
enum AdvisoryLock {
    SIGNING_KEYS("artstore.admin.signing-keys"),
    INITIAL_IDENTITIES("artstore.admin.initial-identities"),
    USER_NAMES("artstore.admin.user-names"),
    STORAGE_ELEMENTS("artstore.admin.storage-elements"),
    AUDIT_RETENTION("artstore.admin.audit-retention");

    private static final String TAKE = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

    private static final String TRY = "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS taken";

    private final String lockName;

    private static final String HELD_ELSEWHERE =
            "SELECT NOT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS held";

    AdvisoryLock(String lockName) {
        this.lockName = lockName;
    }

    /** Whether a transaction holds it at this moment; not for use within one. */
    Future<Boolean> isHeld(SqlClient client) {
        return client.preparedQuery(HELD_ELSEWHERE)
                .execute(Tuple.of(lockName))
                .map(rows -> rows.iterator().next().getBoolean("held"));
    }

    /** Takes it for this transaction, unless another one holds it. */
    Future<Boolean> tryTake(SqlClient transaction) {
        return transaction.preparedQuery(TRY).execute(Tuple.of(lockName)).map(rows -> rows.iterator()
                .next()
                .getBoolean("taken"));
    }

    /** Waits until no other transaction holds it. */
    Future<Void> take(SqlClient transaction) {
        return transaction.preparedQuery(TAKE).execute(Tuple.of(lockName)).mapEmpty();
    }
}
