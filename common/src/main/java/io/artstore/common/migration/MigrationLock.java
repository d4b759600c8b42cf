package io.artstore.common.migration;

import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.MigrationException.Reason;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * One migration at a time in one database. A session lock on a connection of its own: it is gone with the process that
 * held it, however that ended. It covers the database rather than the element, because elements that share a database
 * share its schemas too.
 */
final class MigrationLock implements AutoCloseable {

    /** "ArtMigr8" in hexadecimal; advisory locks are the database's own, so one key serves all. */
    private static final long KEY = 0x4172744d69677238L;

    private final Connection connection;

    private MigrationLock(Connection connection) {
        this.connection = connection;
    }

    static MigrationLock acquire(
            JdbcConnector connector, ModuleDatabase database, MigrationLimits limits, MigrationListener listener) {
        Connection connection = connector.open();
        var lock = new MigrationLock(connection);
        try {
            lock.waitForTurn(database, limits, listener);
            return lock;
        } catch (SQLException e) {
            lock.close();
            throw new MigrationException(
                    Reason.FAILED, database.settings() + ": cannot lock: " + JdbcConnector.oneLine(e), e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void waitForTurn(ModuleDatabase database, MigrationLimits limits, MigrationListener listener)
            throws SQLException {
        var locks = new AdvisoryLocks(connection);
        if (locks.tryExclusive(KEY)) {
            return;
        }
        listener.note(database.label(), "waiting for another migration, by " + locks.holders(KEY));
        if (!locks.waitForExclusive(KEY, limits.lockWait())) {
            throw new MigrationException(
                    Reason.LOCKED,
                    database.settings() + ": another migration still runs after "
                            + limits.lockWait().toSeconds() + " s, by " + locks.holders(KEY)
                            + "; wait for it, or end that session");
        }
    }

    /** Also claims the database from serving processes, or refuses and names them. Released with this lock. */
    void requireNobodyServes(ModuleDatabase database) throws SQLException {
        var locks = new AdvisoryLocks(connection);
        long key = ServingLock.key(database);
        if (!locks.tryExclusive(key)) {
            throw new MigrationException(
                    Reason.IN_USE,
                    database.settings() + ": " + database.label() + " is being served by " + locks.holders(key)
                            + "; stop it first");
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new MigrationException(
                    Reason.FAILED, "cannot release the migration lock: " + JdbcConnector.oneLine(e), e);
        }
    }
}
