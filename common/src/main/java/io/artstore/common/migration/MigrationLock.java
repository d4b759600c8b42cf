package io.artstore.common.migration;

import io.artstore.common.migration.MigrationException.Reason;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * One migration at a time in one database. A session lock on a connection of its own: it is gone with the process that
 * held it, however that ended. It covers the database rather than the element, because elements that share a database
 * share its schemas too.
 */
final class MigrationLock {

    /** "ArtMigr8" in hexadecimal; advisory locks are the database's own, so one key serves all. */
    private static final long KEY = 0x4172744d69677238L;

    private final MigrationContext context;
    private final Connection connection;

    private MigrationLock(MigrationContext context, Connection connection) {
        this.context = context;
        this.connection = connection;
    }

    /** Waits for the lock, works, and lets it go. */
    static <T> T hold(MigrationContext context, LockedWork<T> work) throws SQLException {
        try (Connection connection = context.connector().open()) {
            var lock = new MigrationLock(context, connection);
            lock.waitForTurn();
            return work.run(lock);
        }
    }

    private void waitForTurn() throws SQLException {
        var locks = new AdvisoryLocks(connection);
        if (locks.tryExclusive(KEY)) {
            return;
        }
        context.note("waiting for another migration, by " + locks.holders(KEY));
        if (!locks.waitForExclusive(KEY, context.limits().lockWait())) {
            throw context.refused(
                    Reason.LOCKED,
                    "another migration still runs after "
                            + context.limits().lockWait().toSeconds() + " s, by " + locks.holders(KEY)
                            + "; wait for it, or end that session");
        }
    }

    /** Also claims the database from serving processes, or refuses and names them. Released with this lock. */
    void requireNobodyServes() throws SQLException {
        var locks = new AdvisoryLocks(connection);
        long key = ServingLock.key(context.module());
        if (!locks.tryExclusive(key)) {
            throw context.refused(
                    Reason.IN_USE,
                    context.module().label() + " is being served by " + locks.holders(key) + "; stop it first");
        }
    }

    /** What is done under the lock. */
    @FunctionalInterface
    interface LockedWork<T> {
        T run(MigrationLock lock) throws SQLException;
    }
}
