package io.artstore.common.migration;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.migration.MigrationException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * Creates a database that is missing, where the role may, and otherwise names the SQL for someone who may.
 */
public final class DatabaseCreator {

    private static final String MAINTENANCE_DATABASE = "postgres";

    /** Another process created it at the same moment. */
    private static final Set<String> ALREADY_THERE = Set.of("42P04", "23505");

    private final DatabaseSettings settings;
    private final JdbcConnector maintenance;

    public DatabaseCreator(DatabaseSettings settings, MigrationLimits limits) {
        this.settings = settings;
        this.maintenance = new JdbcConnector(
                settings.withName(MAINTENANCE_DATABASE), "artstore create database", limits, note -> {});
    }

    /** Creates the database, owned by the role that connects, unless it is there already. */
    public void createIfMissing() {
        try (Connection connection = maintenance.open();
                Statement statement = connection.createStatement()) {
            statement.execute(createSql());
        } catch (SQLException e) {
            if (!ALREADY_THERE.contains(String.valueOf(e.getSQLState()))) {
                throw refused(e);
            }
        } catch (MigrationException e) {
            throw refused(e);
        }
    }

    /** What to run as a role that may create databases. */
    public String createSql() {
        return "CREATE DATABASE " + SqlNames.quoted(settings.name()) + " OWNER " + SqlNames.quoted(settings.username())
                + " ENCODING 'UTF8' TEMPLATE template0";
    }

    private MigrationException refused(Exception e) {
        return new MigrationException(
                Reason.NO_DATABASE,
                settings + ": the database does not exist and could not be created (" + JdbcConnector.oneLine(e)
                        + "); run as a role that may: " + createSql() + ";",
                e);
    }
}
