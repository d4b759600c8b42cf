package io.artstore.common.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Session advisory locks: they belong to a connection, so a killed process never leaves one behind. */
final class AdvisoryLocks {

    private static final String LOCK_TIMEOUT_EXPIRED = "55P03";

    private final Connection connection;

    AdvisoryLocks(Connection connection) {
        this.connection = connection;
    }

    boolean tryExclusive(long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            statement.setLong(1, key);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** Waits for the lock; false when the time is over. */
    boolean waitForExclusive(long key, Duration wait) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = " + wait.toMillis());
            statement.execute("SELECT pg_advisory_lock(" + key + ")");
            return true;
        } catch (SQLException e) {
            if (LOCK_TIMEOUT_EXPIRED.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** Who holds a lock, for a message: application name, server process id and since when it is connected. */
    String holders(long key) throws SQLException {
        String sql = """
                SELECT COALESCE(NULLIF(a.application_name, ''), 'a session without a name'), l.pid, a.backend_start
                FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
                WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                    AND ((l.classid::bigint << 32) | l.objid::bigint) = ? AND l.pid <> pg_backend_pid()
                ORDER BY a.backend_start
                """;
        List<String> holders = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    holders.add("\"" + rows.getString(1) + "\" (server process " + rows.getInt(2) + ", connected since "
                            + rows.getString(3) + ")");
                }
            }
        }
        return holders.isEmpty()
                ? "a session that has just gone"
                : holders.stream().collect(Collectors.joining(", "));
    }
}
