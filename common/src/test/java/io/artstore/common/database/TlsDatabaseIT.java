package io.artstore.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.database.DatabaseSettings.SslMode;
import io.artstore.common.migration.DatabaseCreator;
import io.artstore.common.migration.MigrationException;
import io.artstore.common.migration.MigrationLimits;
import io.artstore.common.testkit.TestCertificate;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ways to a database, the pool's and JDBC's, mean the same by every TLS mode. */
class TlsDatabaseIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final MigrationLimits LIMITS =
            new MigrationLimits(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(5));

    @TempDir
    static Path folder;

    private static TestCertificate certificate;
    private static EmbeddedPostgres server;
    private static Vertx vertx;

    @BeforeAll
    static void start() throws Exception {
        certificate = TestCertificate.in(folder);
        Files.setPosixFilePermissions(certificate.keyFile(), PosixFilePermissions.fromString("rw-------"));
        server = EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", certificate.certificateFile().toString())
                .setServerConfig("ssl_key_file", certificate.keyFile().toString())
                .start();
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() throws Exception {
        TestPlatform.await(vertx.close(), LIMIT);
        server.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"PREFER", "REQUIRE", "VERIFY_CA", "VERIFY_FULL"})
    void everyModeButDisableIsEncrypted(SslMode mode) {
        DatabaseSettings settings = settings(mode, Optional.of(certificate.certificateFile()));

        assertThat(encrypted(settings)).isTrue();
        assertThatCode(() -> new DatabaseCreator(settings, LIMITS).createIfMissing())
                .doesNotThrowAnyException();
    }

    @Test
    void disableIsNot() {
        assertThat(encrypted(settings(SslMode.DISABLE, Optional.empty()))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"VERIFY_CA", "VERIFY_FULL"})
    void aCertificateOfAnUnknownAuthorityIsRefused(SslMode mode) {
        DatabaseSettings settings = settings(mode, Optional.empty());

        assertThatThrownBy(() -> encrypted(settings)).hasMessageContaining("handshake");
        assertThatThrownBy(() -> new DatabaseCreator(settings, LIMITS).createIfMissing())
                .isInstanceOf(MigrationException.class);
    }

    private static DatabaseSettings settings(SslMode mode, Optional<Path> authorities) {
        return new DatabaseSettings("localhost", server.getPort(), "postgres", "postgres", "", mode, authorities);
    }

    private static boolean encrypted(DatabaseSettings settings) {
        Pool pool = PgPools.open(vertx, settings, 1, "tls-test");
        try {
            return TestPlatform.await(
                    pool.query("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                            .execute()
                            .map(rows -> rows.iterator().next().getBoolean("ssl")),
                    LIMIT);
        } finally {
            TestPlatform.await(pool.close(), LIMIT);
        }
    }
}
