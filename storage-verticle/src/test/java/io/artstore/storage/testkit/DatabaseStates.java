package io.artstore.storage.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Takes down the content of every table of an element's database, and puts it back. */
public final class DatabaseStates implements AutoCloseable {
    private static final String TABLES = "SELECT format('%I.%I', schemaname, tablename) AS name,"
            + " (SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns c"
            + "  WHERE c.table_schema = schemaname AND c.table_name = tablename AND c.is_generated = 'NEVER')"
            + " FROM pg_tables WHERE schemaname IN ('public', 'artstore') AND tablename NOT LIKE '%alembic%'";

    private final Connection connection;
    private final List<Table> tables = new ArrayList<>();
    private final String take;

    private record Table(String name, String columns) {}

    public DatabaseStates(ElementRemains element) throws SQLException {
        connection = element.connect();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                tables.add(new Table(rows.getString(1), rows.getString(2)));
            }
        }
        List<String> members = tables.stream()
                .map(table -> "'%1$s', (SELECT coalesce(jsonb_agg(t), '[]') FROM %1$s t)".formatted(table.name()))
                .toList();
        take = "SELECT jsonb_build_object(" + String.join(", ", members) + ")::text";
    }

    /** The content of all tables at one moment. */
    public synchronized String take() {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(take)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes the tables what they were. */
    public synchronized void restore(String state) {
        for (Table table : tables) {
            run("DELETE FROM " + table.name());
        }
        for (Table table : tables) {
            String insert = "INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM"
                    + " jsonb_populate_recordset(NULL::%1$s, ?::jsonb -> '%1$s')";
            run(insert.formatted(table.name(), table.columns()), state);
        }
    }

    private void run(String sql, String... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
