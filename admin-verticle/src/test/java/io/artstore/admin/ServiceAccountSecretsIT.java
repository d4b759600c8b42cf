package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.admin.AdminClient.Resource;
import io.artstore.common.contract.CloudEvent;
import io.artstore.common.contract.admin.SecretExpiry;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Secrets of service accounts are replaced, with a grace or without, remembered, and end. */
@ExtendWith(AdminExtension.class)
class ServiceAccountSecretsIT {
    private static TestPlatform platform;
    private static AdminClient admin;
    private static Resource accounts;

    @BeforeAll
    static void start(AdminFixture installation) {
        platform = installation.platform();
        admin = installation.admin();
        accounts = admin.at("/api/v1/service-accounts", installation.token());
    }

    @Test
    void rotatingEndsTheOldSecretAndItsTokensAtOnce() {
        String id = account("USER");
        String access = tokens(id).body().getString("access_token");

        Answer rotated = accounts.post("/" + id + "/rotate-secret", null);

        String secret = rotated.body().getString("new_client_secret");
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.body().fieldNames())
                .containsExactly(
                        "id",
                        "name",
                        "client_id",
                        "new_client_secret",
                        "secret_expires_at",
                        "status",
                        "previous_secret_valid_until");
        assertThat(rotated.body().getString("previous_secret_valid_until")).isNull();
        assertThat(tokens(id).status()).isEqualTo(401);
        assertThat(admin.me(admin.token(QuickIdentities.clientId(id), secret)
                                .body()
                                .getString("access_token"))
                        .status())
                .isEqualTo(200);
        Eventually.holds(() -> admin.me(access).status() == 401);
    }

    @Test
    void withAGracePeriodBothSecretsWorkUntilItIsOver() {
        String id = account("USER");
        String access = tokens(id).body().getString("access_token");

        Answer rotated =
                accounts.post("/" + id + "/rotate-secret", new JsonObject().put("grace_period_seconds", 3_600));
        String secret = rotated.body().getString("new_client_secret");
        Answer byOld = tokens(id);
        Answer byNew = admin.token(QuickIdentities.clientId(id), secret);
        Answer byWrong = admin.token(QuickIdentities.clientId(id), "something-else-entirely");
        JsonObject during = accounts.get("/" + id).body();
        admin.sql("UPDATE artstore.previous_secrets SET usable_until = $1", ago(1));
        Answer late = tokens(id);

        assertThat(rotated.body().getInstant("previous_secret_valid_until"))
                .isBetween(Instant.now().plusSeconds(3_400), Instant.now().plusSeconds(3_600));
        assertThat(during.getString("previous_secret_valid_until"))
                .isEqualTo(rotated.body().getString("previous_secret_valid_until"));
        assertThat(byOld.status()).isEqualTo(200);
        assertThat(byNew.status()).isEqualTo(200);
        assertThat(byWrong.status()).isEqualTo(401);
        assertThat(admin.me(access).status()).isEqualTo(200);
        assertThat(late.status()).isEqualTo(401);
        assertThat(accounts.get("/" + id).body().getString("previous_secret_valid_until"))
                .isNull();
    }

    @Test
    void theHistoryHasDatesAndTheOriginalFindsItsFiveHashes() {
        String id = account("USER");
        for (int i = 0; i < 2; i++) {
            accounts.post("/" + id + "/rotate-secret", new JsonObject().put("grace_period_seconds", 60));
        }

        Answer history = accounts.get("/" + id + "/secret-history");
        String hashes = admin.sql(
                        "SELECT secret_history::text FROM service_accounts WHERE id = $1", UUID.fromString(id))
                .get(0)
                .getString(0);

        assertThat(history.status()).isEqualTo(200);
        assertThat(history.body().getInteger("total")).isEqualTo(3);
        JsonObject present = history.body().getJsonArray("items").getJsonObject(0);
        JsonObject before = history.body().getJsonArray("items").getJsonObject(1);
        assertThat(present.getString("replaced_at")).isNull();
        assertThat(before.getString("replaced_at")).isEqualTo(present.getString("set_at"));
        assertThat(before.getString("usable_until")).isNotNull();
        assertThat(history.body().encode()).doesNotContain("$2b$");
        assertThat(new io.vertx.core.json.JsonArray(hashes)).hasSize(2).startsWith(QuickIdentities.HASH);
    }

    @Test
    void anExpiredAccountIsToldToRotateAndThenGoesOn() {
        String id = account("USER");
        admin.sql(
                "UPDATE service_accounts SET secret_expires_at = $2, status = 'EXPIRED' WHERE id = $1",
                UUID.fromString(id),
                ago(60));

        Answer activated = accounts.post("/" + id + "/activate", null);
        Answer rotated =
                accounts.post("/" + id + "/rotate-secret", new JsonObject().put("grace_period_seconds", 3_600));

        assertThat(activated.status()).isEqualTo(409);
        assertThat(activated.body().getString("detail"))
                .isEqualTo("Service Account secret has expired. Please rotate your secret.");
        assertThat(rotated.body().getString("status")).isEqualTo("active");
        assertThat(rotated.body().getString("previous_secret_valid_until")).isNull();
        assertThat(tokens(id).status()).isEqualTo(401);
    }

    @Test
    void secretsThatEndAreMarkedAndWarnedOfOnce() {
        Set<String> expiring = heard(SecretExpiry.EXPIRING_EVENT);
        Set<String> expired = heard(SecretExpiry.EXPIRED_EVENT);
        String soon = account("USER");
        String over = account("USER");
        String suspended = account("USER");
        expiresAt(soon, Instant.now().plus(Duration.ofDays(6)));
        expiresAt(over, Instant.now().minusSeconds(1));
        accounts.post("/" + suspended + "/suspend", null);
        expiresAt(suspended, Instant.now().minusSeconds(1));

        SecretExpiryRuns.once(platform);
        Eventually.holds(() -> expiring.contains(soon) && expired.contains(over));
        expiring.clear();
        SecretExpiryRuns.once(platform);

        assertThat(expiring).doesNotContain(soon);
        assertThat(expired).doesNotContain(soon, suspended);
        assertThat(admin.sql("SELECT status FROM service_accounts WHERE id = $1", UUID.fromString(over))
                        .get(0)
                        .getString("status"))
                .isEqualTo("EXPIRED");
        assertThat(accounts.get("/" + soon).body().getBoolean("requires_rotation_warning"))
                .isTrue();
    }

    private static Set<String> heard(String event) {
        Set<String> subjects = ConcurrentHashMap.newKeySet();
        TestPlatform.await(
                platform.vertx()
                        .eventBus()
                        .<JsonObject>consumer(
                                CloudEvent.address(event),
                                message -> subjects.add(
                                        CloudEvent.fromJson(message.body()).subject()))
                        .completion(),
                Duration.ofSeconds(10));
        return subjects;
    }

    private static OffsetDateTime ago(long seconds) {
        return OffsetDateTime.now(ZoneOffset.UTC).minusSeconds(seconds);
    }

    private static void expiresAt(String id, Instant moment) {
        admin.sql(
                "UPDATE service_accounts SET secret_expires_at = $2 WHERE id = $1",
                UUID.fromString(id),
                moment.atOffset(ZoneOffset.UTC));
    }

    private static Answer tokens(String id) {
        return QuickIdentities.tokens(admin, id);
    }

    private static String account(String role) {
        return QuickIdentities.account(admin, role);
    }
}
