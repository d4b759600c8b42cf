package io.artstore.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.testkit.EmbeddedPostgresServer;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class EmbeddedPostgresServerIT {

    private final EmbeddedPostgresServer server = EmbeddedPostgresServer.shared();

    @Test
    void twoFreshDatabasesKnowNothingOfEachOther() throws SQLException {
        DatabaseSettings one = server.createDatabase("kit");
        DatabaseSettings other = server.createDatabase("kit");

        execute(one, "CREATE TABLE mine (n int)");

        assertThat(count(one, "SELECT count(*) FROM pg_tables WHERE tablename = 'mine'"))
                .isEqualTo(1);
        assertThat(count(other, "SELECT count(*) FROM pg_tables WHERE tablename = 'mine'"))
                .isZero();
    }

    @Test
    void theRoleMayMakeDatabasesAndTrustedExtensionsButIsNoSuperuser() throws SQLException {
        DatabaseSettings database = server.createDatabase("kit");

        execute(database, "CREATE EXTENSION pg_trgm");
        execute(database, "CREATE DATABASE kit_by_the_role");

        assertThat(count(database, "SELECT count(*) FROM pg_roles WHERE rolname = current_user AND rolsuper"))
                .isZero();
        assertThat(count(database, "SELECT cardinality(show_trgm('Договор'))")).isEqualTo(8);
    }

    @Test
    void aWrongPasswordIsRefused() {
        DatabaseSettings database = server.createDatabase("kit");

        assertThatThrownBy(() -> DriverManager.getConnection(url(database), database.username(), "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password");
    }

    @Test
    void theReactiveClientGetsInWithTheSameSettings(Vertx vertx, VertxTestContext context) {
        DatabaseSettings database = server.createDatabase("kit");
        PgConnectOptions options = new PgConnectOptions()
                .setHost(database.host())
                .setPort(database.port())
                .setDatabase(database.name())
                .setUser(database.username())
                .setPassword(database.password());

        PgConnection.connect(vertx, options)
                .compose(connection -> connection
                        .query("SHOW timezone")
                        .execute()
                        .map(rows -> rows.iterator().next().getString(0))
                        .eventually(connection::close))
                .onComplete(context.succeeding(zone -> {
                    context.verify(() -> assertThat(zone).isEqualTo("UTC"));
                    context.completeNow();
                }));
    }

    private static void execute(DatabaseSettings database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(DatabaseSettings database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Connection connect(DatabaseSettings database) throws SQLException {
        return DriverManager.getConnection(url(database), database.username(), database.password());
    }

    private static String url(DatabaseSettings database) {
        return "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name();
    }
}
