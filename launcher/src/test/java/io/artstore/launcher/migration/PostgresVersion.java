package io.artstore.launcher.migration;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.database.DatabaseSettings.SslMode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The PostgreSQL versions every migration promise is checked on, each with one server per JVM, started when first used. */
enum PostgresVersion {
    /** The oldest one supported; its binaries are copied beside the build for linux-amd64 only. */
    OLDEST {
        @Override
        EmbeddedPostgres.Builder builder() {
            Path archive =
                    Path.of("target/postgres/postgres-15-linux-amd64.jar").toAbsolutePath();
            assumeThat(System.getProperty("os.name") + "/" + System.getProperty("os.arch"))
                    .as("PostgreSQL 15 binaries are fetched for this machine only")
                    .isEqualTo("Linux/amd64");
            assumeThat(Files.exists(archive))
                    .as("%s, copied by the build", archive)
                    .isTrue();
            return EmbeddedPostgres.builder().setPgBinaryResolver(new ArchivedBinaries(archive));
        }
    },
    NEWEST {
        @Override
        EmbeddedPostgres.Builder builder() {
            return EmbeddedPostgres.builder();
        }
    };

    private static final AtomicInteger NEXT_NAME = new AtomicInteger();
    private static final Queue<DatabaseSettings> HANDED_OUT = new ConcurrentLinkedQueue<>();

    @SuppressWarnings("ImmutableEnumChecker") // one server per JVM is the purpose
    private EmbeddedPostgres server;

    abstract EmbeddedPostgres.Builder builder();

    /** Where a database that does not exist yet may be made; no other test uses its name. */
    DatabaseSettings freshSettings() {
        String name = "migration_" + NEXT_NAME.incrementAndGet();
        var settings = new DatabaseSettings("localhost", server().getPort(), name, "postgres", "", SslMode.DISABLE);
        HANDED_OUT.add(settings);
        return settings;
    }

    /** Drops every database handed out so far: hundreds of them would make the servers slow to stop. */
    static void dropDatabases() {
        for (var settings = HANDED_OUT.poll(); settings != null; settings = HANDED_OUT.poll()) {
            try (Connection connection = connect(settings.withName("postgres"))) {
                connection.createStatement().execute("DROP DATABASE IF EXISTS " + settings.name() + " WITH (FORCE)");
            } catch (SQLException e) {
                throw new IllegalStateException("cannot drop " + settings, e);
            }
        }
    }

    /** A database that exists and is empty. */
    DatabaseSettings freshDatabase() {
        DatabaseSettings settings = freshSettings();
        try (Connection connection = connect(settings.withName("postgres"))) {
            connection.createStatement().execute("CREATE DATABASE " + settings.name());
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create " + settings, e);
        }
        return settings;
    }

    static Connection connect(DatabaseSettings settings) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + settings.host() + ":" + settings.port() + "/" + settings.name(),
                settings.username(),
                settings.password());
    }

    private synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = builder().setServerConfig("max_connections", "60").start();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start PostgreSQL (" + this + ")", e);
            }
        }
        return server;
    }
}
