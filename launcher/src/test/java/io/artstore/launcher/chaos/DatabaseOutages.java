package io.artstore.launcher.chaos;

import io.artstore.common.database.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** Takes databases away for a while, as a server does that restarts, and crashes the whole server. */
final class DatabaseOutages {
    /** A crash must not take back that a database is open again. */
    private static final String MAINTENANCE = "postgres?options=-c%20synchronous_commit=on";

    private static final long TERMINATE_EVERY_MILLIS = 100;
    private static final Duration SERVER_LIMIT = Duration.ofSeconds(60);

    private final DatabaseSettings server;

    /** Outages of databases on the server of this one, which belong to its role. */
    DatabaseOutages(DatabaseSettings server) {
        this.server = server;
    }

    /** Nobody reaches these databases for so long, and who did is thrown out. */
    void away(List<String> databases, long millis) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            allow(statement, databases, false);
            try {
                while (System.nanoTime() < end) {
                    terminate(statement, databases);
                    Pause.millis(TERMINATE_EVERY_MILLIS);
                }
            } finally {
                allow(statement, databases, true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot take away " + databases, e);
        }
    }

    /**
     * PostgreSQL takes the death of one of its processes for a crash: it ends all others, and recovers from its log. What
     * was committed without waiting for the log is gone. Returns when the server is back.
     */
    void crash() {
        try (Connection witness = connect();
                Connection victim = connect();
                Statement statement = victim.createStatement();
                ResultSet backend = statement.executeQuery("SELECT pg_backend_pid()")) {
            backend.next();
            ProcessHandle.of(backend.getLong(1)).orElseThrow().destroyForcibly();
            await("the server does not notice the crash", () -> !witness.isValid(1));
            await("the server does not come back after a crash", this::answers);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot crash the server", e);
        }
    }

    /** The servers of tests forget their last commits in a crash; one that is not told to does not. */
    void rememberCommits(String database) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + database + " SET synchronous_commit = on");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void allow(Statement statement, List<String> databases, boolean allowed) throws SQLException {
        for (String database : databases) {
            statement.execute("ALTER DATABASE " + database + " ALLOW_CONNECTIONS " + allowed);
        }
    }

    private static void terminate(Statement statement, List<String> databases) throws SQLException {
        statement
                .executeQuery("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user"
                        + " AND datname IN ('" + String.join("','", databases) + "')")
                .close();
    }

    private boolean answers() {
        try (Connection back = connect()) {
            return back.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private interface Condition {
        boolean holds() throws SQLException;
    }

    private static void await(String otherwise, Condition condition) throws SQLException {
        long end = System.nanoTime() + SERVER_LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(otherwise);
            }
            Pause.millis(TERMINATE_EVERY_MILLIS);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + MAINTENANCE,
                server.username(),
                server.password());
    }
}
