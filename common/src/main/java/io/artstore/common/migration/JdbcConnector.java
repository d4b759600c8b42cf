package io.artstore.common.migration;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.migration.MigrationException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/** Opens connections to one database, waiting a bounded time for a server that is not up yet. */
final class JdbcConnector {

    static final String NO_SUCH_DATABASE = "3D000";

    /** Refused or broken connections, a server that starts or stops, and one with no connection to spare. */
    private static final Set<String> WORTH_WAITING = Set.of("08001", "08004", "08006", "57P03", "53300");

    private static final Set<String> WRONG_CREDENTIALS = Set.of("28P01", "28000");
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final DatabaseSettings settings;
    private final String applicationName;
    private final MigrationLimits limits;
    private final Consumer<String> notes;

    /**
     * @param notes told once per connection when it begins to wait
     */
    JdbcConnector(DatabaseSettings settings, String applicationName, MigrationLimits limits, Consumer<String> notes) {
        this.settings = settings;
        this.applicationName = applicationName;
        this.limits = limits;
        this.notes = notes;
    }

    /**
     * A connection whose session nothing configured elsewhere disturbs: names resolve in {@code pg_catalog} only, times
     * are UTC and no statement time-out applies.
     */
    Connection open() {
        long deadline = System.nanoTime() + limits.connectWait().toNanos();
        boolean told = false;
        while (true) {
            try {
                return prepared(source().getConnection());
            } catch (SQLException e) {
                if (!WORTH_WAITING.contains(String.valueOf(e.getSQLState())) || System.nanoTime() > deadline) {
                    throw explained(e);
                }
                if (!told) {
                    notes.accept("waiting up to " + limits.connectWait().toSeconds() + " s for " + settings + ": "
                            + oneLine(e));
                    told = true;
                }
                pause(e);
            }
        }
    }

    private void pause(SQLException reason) {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw explained(reason);
        }
    }

    private PGSimpleDataSource source() {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {settings.host()});
        source.setPortNumbers(new int[] {settings.port()});
        source.setDatabaseName(settings.name());
        source.setUser(settings.username());
        source.setPassword(settings.password());
        trust(source);
        source.setApplicationName(applicationName);
        source.setConnectTimeout((int) Math.max(1, limits.connectWait().toSeconds()));
        source.setLoginTimeout((int) Math.max(1, limits.connectWait().toSeconds()));
        source.setTcpKeepAlive(true);
        return source;
    }

    private void trust(PGSimpleDataSource source) {
        source.setSslmode(settings.sslMode().libpqName());
        if (settings.sslRootCertificate().isPresent()) {
            source.setSslRootCert(settings.sslRootCertificate().get().toString());
        } else if (settings.sslMode().verifies()) {
            source.setSslfactory(DefaultJavaSSLFactory.class.getName());
        }
    }

    private Connection prepared(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = pg_catalog; SET timezone = 'UTC'; SET datestyle = 'ISO, YMD';"
                    + " SET intervalstyle = 'postgres'; SET bytea_output = 'hex'; SET extra_float_digits = 1;"
                    + " SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;"
                    + " SET lock_timeout = " + limits.tableLockWait().toMillis());
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private MigrationException explained(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.equals(NO_SUCH_DATABASE)) {
            return new MigrationException(
                    Reason.NO_DATABASE, settings + ": the server has no database \"" + settings.name() + "\"", e);
        }
        if (WRONG_CREDENTIALS.contains(state)) {
            return new MigrationException(
                    Reason.UNREACHABLE,
                    settings + ": the server refuses role \"" + settings.username() + "\": " + oneLine(e)
                            + "; check the user name, the password and pg_hba.conf",
                    e);
        }
        return new MigrationException(
                Reason.UNREACHABLE,
                settings + ": cannot connect to PostgreSQL: " + oneLine(e)
                        + "; check host and port, and that the server " + "is up and accepts connections",
                e);
    }

    static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
