package io.artstore.launcher.embedded.repository;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** One session with the embedded server, for its settings and its role. Blocking. */
public final class ServerRepository implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 30;

    private final Connection connection;

    private ServerRepository(Connection connection) {
        this.connection = connection;
    }

    /** @throws SQLException with state {@code 28P01} where the server refuses the password */
    public static ServerRepository connect(String host, int port, String username, String password)
            throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName("postgres");
        source.setSslMode("disable");
        source.setConnectTimeout(TIMEOUT_SECONDS);
        source.setSocketTimeout(TIMEOUT_SECONDS);
        return new ServerRepository(source.getConnection(username, password));
    }

    /** The values the server really works with. */
    public Map<String, String> settings(List<String> names) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW " + statement.enquoteIdentifier(name, false))) {
                row.next();
                values.put(name, row.getString(1));
            }
        }
        return values;
    }

    /** Makes the role, or gives the one that exists this password, so that it can log in and create databases. */
    public void ensureRole(String role, String password) throws SQLException {
        String statement = roleStatement(role, password);
        try (Statement execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** CREATE and ALTER ROLE take no parameters, so the server does the quoting. */
    private String roleStatement(String role, String password) throws SQLException {
        String sql = """
                SELECT format('%s ROLE %I LOGIN CREATEDB PASSWORD %L',
                              CASE WHEN EXISTS (SELECT 1 FROM pg_roles WHERE rolname = ?) THEN 'ALTER' ELSE 'CREATE' END,
                              ?::text, ?::text)
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, role);
            query.setString(2, role);
            query.setString(3, password);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
