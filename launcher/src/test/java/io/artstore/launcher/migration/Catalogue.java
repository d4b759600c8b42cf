package io.artstore.launcher.migration;

import io.artstore.common.database.DatabaseSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database seen from outside, with no help from the code under test. */
record Catalogue(DatabaseSettings settings) {

    List<String> publicTables() {
        return strings("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
    }

    List<String> publicEnums() {
        return strings("SELECT typname FROM pg_type WHERE typtype = 'e' AND typnamespace = 'public'::regnamespace"
                + " ORDER BY 1");
    }

    List<String> schemas() {
        return strings("SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"
                + " ORDER BY 1");
    }

    List<String> stamps(String versionTable) {
        return strings("SELECT version_num FROM " + versionTable);
    }

    /** The first column of every row. */
    List<String> strings(String sql) {
        var values = new ArrayList<String>();
        try (Connection connection = PostgresVersion.connect(settings);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    void execute(String sql) {
        try (Connection connection = PostgresVersion.connect(settings);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
