package io.artstore.common.testkit;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.database.DatabaseSettings.SslMode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A real PostgreSQL for tests: one per JVM, started when first asked for, stopped and deleted when the JVM ends.
 *
 * <p>It is fast and forgets everything in a power cut, which tests do not mind. In what tests can tell apart it is the
 * server that ArtStore brings along: collation, character classes and time zone are the same whatever the machine's,
 * and the role {@code artstore} gets in with its password only, may create databases, and is no superuser.
 */
public final class EmbeddedPostgresServer {

    private static final String HOST = "127.0.0.1";
    private static final String ROLE = "artstore";
    private static final String PASSWORD = "password of the test role";
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z][a-z0-9_]{0,50}");

    /** zonky connects as postgres without a password; everybody else is treated as in production. */
    private static final String ACCESS_RULES = """
            host  all  postgres  127.0.0.1/32  trust
            host  all  postgres  ::1/128       trust
            host  all  all       127.0.0.1/32  scram-sha-256
            """;

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    private EmbeddedPostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** The server of this JVM. */
    public static EmbeddedPostgresServer shared() {
        return Shared.SERVER;
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return server.getPort();
    }

    /**
     * Creates an empty database that belongs to the role {@code artstore}.
     *
     * @param baseName the beginning of its name: lower-case letters, digits and underscores
     * @return how to reach it; no other call gets the same one
     */
    public DatabaseSettings createDatabase(String baseName) {
        if (!PLAIN_NAME.matcher(baseName).matches()) {
            throw new IllegalArgumentException("A test database's name must match " + PLAIN_NAME + ": " + baseName);
        }
        String name = baseName + "_" + databases.incrementAndGet();
        execute("CREATE DATABASE " + name + " OWNER " + ROLE);
        return new DatabaseSettings(HOST, port(), name, ROLE, PASSWORD, SslMode.DISABLE);
    }

    private void execute(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("The test server on port " + port() + " refused: " + sql, e);
        }
    }

    private static EmbeddedPostgresServer start() {
        try {
            EmbeddedPostgresServer started = new EmbeddedPostgresServer(EmbeddedPostgres.builder()
                    .setDataDirectory(dataFolder())
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("lc-ctype", unicodeLocale())
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setServerConfig("timezone", "UTC")
                    .setServerConfig("listen_addresses", "localhost")
                    .setServerConfig("unix_socket_directories", "")
                    .setDataDirectoryCustomizer(EmbeddedPostgresServer::writeAccessRules)
                    .start());
            started.execute("CREATE ROLE " + ROLE + " LOGIN CREATEDB PASSWORD '" + PASSWORD + "'");
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("The PostgreSQL of the tests does not start", e);
        }
    }

    /** Where zonky also looks for servers that a killed test run left behind, and removes them. */
    private static Path dataFolder() {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "embedded-pg",
                UUID.randomUUID().toString());
    }

    private static String unicodeLocale() {
        return System.getProperty("os.name").startsWith("Mac") ? "en_US.UTF-8" : "C.UTF-8";
    }

    private static void writeAccessRules(File data) {
        try {
            Files.writeString(data.toPath().resolve("pg_hba.conf"), ACCESS_RULES);
        } catch (IOException e) {
            throw new UncheckedIOException("The access rules of the test server cannot be written", e);
        }
    }

    /** Started by the class loader, hence once and only when needed. */
    private static final class Shared {
        static final EmbeddedPostgresServer SERVER = start();
    }
}
