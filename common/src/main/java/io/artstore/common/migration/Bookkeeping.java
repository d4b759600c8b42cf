package io.artstore.common.migration;

import io.artstore.common.database.ModuleDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Liquibase's record of the change sets it applied. It lives in a schema of its own, in tables that carry the element's
 * prefix (or the module's name), so that {@code public} stays the contract's and elements may share a database.
 */
final class Bookkeeping {

    static final String SCHEMA = "liquibase";

    private static final String DOWNGRADING = "a downgrade is under way";

    private final String owner;

    Bookkeeping(ModuleDatabase database) {
        this.owner = database.tablePrefix().isEmpty() ? database.module() : database.tablePrefix();
    }

    String changeLogTable() {
        return owner + "_databasechangelog";
    }

    String qualifiedChangeLogTable() {
        return SCHEMA + "." + changeLogTable();
    }

    String lockTable() {
        return owner + "_databasechangeloglock";
    }

    /** The applied change sets in the order they ran; none where there is no bookkeeping. */
    List<AppliedChange> read(Connection connection) throws SQLException {
        return exists(connection) ? rows(connection) : List.of();
    }

    boolean exists(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            query.setString(1, qualifiedChangeLogTable());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private List<AppliedChange> rows(Connection connection) throws SQLException {
        var applied = new ArrayList<AppliedChange>();
        String sql = "SELECT id, dateexecuted AT TIME ZONE 'UTC' FROM " + qualifiedChangeLogTable()
                + " ORDER BY orderexecuted";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                applied.add(new AppliedChange(
                        rows.getString(1), rows.getTimestamp(2).toInstant()));
            }
        }
        return applied;
    }

    void createSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + SCHEMA);
        }
    }

    /** Whether a downgrade began and did not end, so that a record may speak of what is rolled back already. */
    boolean isDowngrading(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT obj_description(to_regclass(?), 'pg_class') = ?")) {
            query.setString(1, qualifiedChangeLogTable());
            query.setString(2, DOWNGRADING);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    void markDowngrading(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("COMMENT ON TABLE " + qualifiedChangeLogTable() + " IS '" + DOWNGRADING + "'");
        }
    }

    /** Forgets what was applied. Every change set may run again, so this only costs time. */
    void forget(Connection connection) throws SQLException {
        if (exists(connection)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM " + qualifiedChangeLogTable());
                statement.execute("COMMENT ON TABLE " + qualifiedChangeLogTable() + " IS NULL");
            }
        }
    }

    void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + qualifiedChangeLogTable());
            statement.execute("DROP TABLE IF EXISTS " + SCHEMA + "." + lockTable());
        }
    }
}
