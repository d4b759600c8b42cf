package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.admin.crypto.RsaKeys;
import io.artstore.admin.domain.KeySchedule;
import io.artstore.common.config.ConfigException;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start finds, makes, and leaves alone. */
class FirstStartIT {
    @TempDir
    Path folder;

    @Test
    void nodesThatStartAtOnceEndWithOneKeyOneAdministratorAndOneAccount() throws Exception {
        TestPlatform.Builder builder = builder();
        ExecutorService threads = Executors.newFixedThreadPool(3);

        List<Future<TestPlatform>> starting = IntStream.range(0, 3)
                .mapToObj(i -> threads.submit(builder::start))
                .toList();
        TestPlatform first = starting.get(0).get();
        TestPlatform second = starting.get(1).get();
        TestPlatform third = starting.get(2).get();

        try (AdminClient admin = new AdminClient(first);
                AdminClient other = new AdminClient(third)) {
            assertThat(count(admin, "jwt_keys")).isEqualTo(1);
            assertThat(count(admin, "users")).isEqualTo(1);
            assertThat(count(admin, "service_accounts")).isEqualTo(1);
            assertThat(other.me(second.token()).status()).isEqualTo(200);
        } finally {
            threads.shutdown();
            third.stop();
            second.stop();
            first.close();
        }
    }

    @Test
    void theCredentialsAreInAFileThatOnlyItsOwnerReadsAndASecondStartChangesNothing() throws Exception {
        TestPlatform.Builder builder = builder();
        TestPlatform platform = builder.start();
        JsonObject credentials = platform.credentials();
        String keyId = AdminClient.header(platform.token()).getString("kid");
        platform.stop();

        try (TestPlatform again = builder.startAgain();
                AdminClient admin = new AdminClient(again)) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(again.home().resolve("credentials.json"))))
                    .isEqualTo("rw-------");
            assertThat(credentials.fieldNames())
                    .containsExactlyInAnyOrder("admin_username", "admin_password", "client_id", "client_secret");
            assertThat(credentials.getString("client_id")).matches("sa_prod_admin_service_[0-9a-f]{8}");
            assertThat(credentials.getString("client_secret").length()).isGreaterThanOrEqualTo(32);
            assertThat(again.credentials()).isEqualTo(credentials);
            assertThat(AdminClient.header(again.token()).getString("kid")).isEqualTo(keyId);
            assertSystemIdentities(admin);
        }
    }

    @Test
    void aStartThatDiedBeforeItsCommitIsRepeatedByTheNext() throws Exception {
        TestPlatform.Builder builder = builder();
        Path file = folder.resolve("home/credentials.json");
        Files.createDirectories(file);
        assertThatThrownBy(builder::start).hasStackTraceContaining("credentials.json");
        Files.delete(file);

        try (TestPlatform platform = builder.startAgain();
                AdminClient admin = new AdminClient(platform)) {
            assertThat(count(admin, "users")).isEqualTo(1);
            assertThat(admin.me(platform.token()).status()).isEqualTo(200);
        }
    }

    @Test
    void configuredCredentialsAreTakenAndNotRepeatedInTheFile() throws Exception {
        TestPlatform.Builder builder = builder()
                .set("artstore.admin.initial-admin.username", "root")
                .set("artstore.admin.initial-admin.password", "a password of ours")
                .set("artstore.admin.initial-account.name", "our first")
                .set("artstore.admin.initial-account.client-id", "our-client")
                .set("artstore.admin.initial-account.client-secret", "a secret of our own");

        try (TestPlatform platform = builder.start();
                AdminClient admin = new AdminClient(platform)) {
            assertThat(admin.login("root", "a password of ours").status()).isEqualTo(200);
            assertThat(admin.token("our-client", "a secret of our own").status())
                    .isEqualTo(200);
            assertThat(platform.credentials())
                    .isEqualTo(new JsonObject().put("admin_username", "root").put("client_id", "our-client"));
        }
    }

    @Test
    void whatIsNotWantedIsNotMade() throws Exception {
        TestPlatform.Builder builder = builder()
                .set("artstore.admin.initial-admin.enabled", "false")
                .set("artstore.admin.initial-account.enabled", "false");

        try (TestPlatform platform = builder.start();
                AdminClient admin = new AdminClient(platform)) {
            assertThat(count(admin, "users")).isZero();
            assertThat(count(admin, "service_accounts")).isZero();
            assertThat(platform.home().resolve("credentials.json")).doesNotExist();
        }
    }

    @Test
    void credentialsThatTheTablesWouldNotTakeAreRefusedBeforeAnythingIsTouched() throws Exception {
        TestPlatform.Builder builder = builder()
                .set("artstore.admin.initial-admin.username", "not a name")
                .set("artstore.admin.initial-admin.password", "hunter2")
                .set("artstore.admin.initial-account.client-id", "with:colon")
                .set("artstore.admin.keys.private-key-path", "/nowhere/private.pem");

        assertThatThrownBy(builder::start)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("initial-admin.username")
                .hasMessageContaining("initial-admin.password")
                .hasMessageContaining("initial-account.client-id")
                .hasMessageContaining("/nowhere/private.pem")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void thePrivateKeyOfTheOriginalIsTheFirstToSignAndIsImportedOnce() throws Exception {
        String pem = RsaKeys.generate(KeySchedule.daily(Duration.ofDays(7)), Instant.now())
                .privateKeyPem();
        Path file = Files.writeString(folder.resolve("private.pem"), pem);
        TestPlatform.Builder builder = builder().set("artstore.admin.keys.private-key-path", file.toString());
        TestPlatform platform = builder.start();
        try (AdminClient admin = new AdminClient(platform)) {
            assertThat(admin.sql("SELECT private_key FROM jwt_keys").get(0).getString(0))
                    .isEqualTo(pem);
            expireAllKeys(admin);
        }
        platform.stop();

        try (TestPlatform again = builder.startAgain();
                AdminClient admin = new AdminClient(again)) {
            assertThat(count(admin, "jwt_keys")).isEqualTo(2);
            assertThat(admin.sql("SELECT DISTINCT private_key FROM jwt_keys")).hasSize(2);
        }
    }

    @Test
    void anExpiredKeyIsReplacedAtStartAndItsTokensGoOnVerifying() throws Exception {
        TestPlatform.Builder builder = builder();
        TestPlatform platform = builder.start();
        String oldToken = platform.token();
        try (AdminClient admin = new AdminClient(platform)) {
            expireAllKeys(admin);
        }
        platform.stop();

        try (TestPlatform again = builder.startAgain();
                AdminClient admin = new AdminClient(again)) {
            String newToken = again.token();

            assertThat(AdminClient.header(newToken).getString("kid"))
                    .isNotEqualTo(AdminClient.header(oldToken).getString("kid"));
            assertThat(admin.me(newToken).status()).isEqualTo(200);
            assertThat(admin.me(oldToken).status()).isEqualTo(200);
            assertThat(admin.sql("SELECT 1 FROM jwt_keys WHERE is_active")).hasSize(1);
        }
    }

    @Test
    void aKeyThatEndsSoonGetsASuccessorThatIsPublishedAndDoesNotSignYet() throws Exception {
        TestPlatform.Builder builder = builder();
        TestPlatform platform = builder.start();
        String keyId = AdminClient.header(platform.token()).getString("kid");
        try (AdminClient admin = new AdminClient(platform)) {
            admin.sql(
                    "UPDATE jwt_keys SET expires_at = $1, created_at = $2",
                    OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(59),
                    OffsetDateTime.now(ZoneOffset.UTC).minusHours(24));
        }
        platform.stop();

        try (TestPlatform again = builder.startAgain();
                AdminClient admin = new AdminClient(again)) {
            assertThat(AdminClient.header(again.token()).getString("kid")).isEqualTo(keyId);
            assertThat(admin.get("/.well-known/jwks.json").body().getJsonArray("keys"))
                    .hasSize(2);
            assertThat(admin.sql("SELECT rotation_count FROM jwt_keys WHERE version = $1", keyId)
                            .get(0)
                            .getInteger(0))
                    .isEqualTo(1);
        }
    }

    private TestPlatform.Builder builder() throws IOException {
        Files.createDirectories(folder.resolve("home"));
        return TestPlatform.builder()
                .modules("admin")
                .set("artstore.home", folder.resolve("home").toString());
    }

    private static void expireAllKeys(AdminClient admin) {
        admin.sql(
                "UPDATE jwt_keys SET expires_at = $1",
                OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(1));
    }

    private static void assertSystemIdentities(AdminClient admin) {
        Row user = admin.sql("SELECT role, status, is_system, hashed_password FROM users")
                .get(0);
        Row account = admin.sql("SELECT role, status, is_system, client_secret_hash, secret_history::text AS history"
                        + " FROM service_accounts")
                .get(0);
        assertThat(user.getString("role") + user.getString("status") + user.getBoolean("is_system"))
                .isEqualTo("ADMINACTIVEtrue");
        assertThat(user.getString("hashed_password")).startsWith("$2b$12$");
        assertThat(account.getString("role") + account.getString("status") + account.getBoolean("is_system"))
                .isEqualTo("ADMINACTIVEtrue");
        assertThat(account.getString("client_secret_hash")).startsWith("$2b$12$");
        assertThat(account.getString("history")).isEqualTo("[]");
    }

    private static long count(AdminClient admin, String table) {
        return admin.sql("SELECT count(*) FROM " + table).get(0).getLong(0);
    }
}
