package io.artstore.launcher.migration;

import io.artstore.common.database.DatabaseSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A database seen from outside, with no help from the code under test. */
record Catalogue(DatabaseSettings settings) {

    private static final String EVERYTHING = """
            SELECT concat_ws(' ', 'column', table_schema, table_name, column_name, udt_name, character_maximum_length,
                is_nullable, column_default) FROM information_schema.columns
            WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
            UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname NOT LIKE 'pg\\_%'
            UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(c.oid))
                FROM pg_constraint c JOIN pg_namespace n ON n.oid = connamespace
                WHERE nspname NOT IN ('pg_catalog', 'information_schema')
            UNION ALL SELECT concat_ws(' ', 'sequence', schemaname, sequencename, data_type, last_value) FROM pg_sequences
            UNION ALL SELECT concat_ws(' ', 'comment', objoid::regclass, objsubid, description) FROM pg_description
                WHERE classoid = 'pg_class'::regclass AND objoid > 16383
            UNION ALL SELECT concat_ws(' ', 'enum', t.typname, e.enumlabel, e.enumsortorder)
                FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
            UNION ALL SELECT concat_ws(' ', 'trigger', tgname) FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT concat_ws(' ', 'function', proname) FROM pg_proc WHERE oid > 16383
            UNION ALL SELECT concat_ws(' ', 'schema', nspname) FROM pg_namespace
                WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
            ORDER BY 1
            """;

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

    /** Every object of the database, worded. */
    List<String> everything() {
        return strings(EVERYTHING);
    }

    /** Every row of every table in {@code public} as text, by table; without the given column. */
    Map<String, List<String>> rowsWithout(String column) {
        var rows = new TreeMap<String, List<String>>();
        for (String table : publicTables()) {
            String columns = String.join(
                    ", ",
                    strings(
                            "SELECT quote_ident(column_name) FROM information_schema.columns WHERE table_schema = 'public'"
                                    + " AND table_name = '" + table + "' AND column_name <> '" + column
                                    + "' ORDER BY ordinal_position"));
            rows.put(table, strings("SELECT row(" + columns + ")::text FROM public." + table + " ORDER BY 1"));
        }
        return rows;
    }

    Map<String, List<String>> rows() {
        return rowsWithout("");
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
