package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/v1/jwt-keys}: operators see the signing keys and rotate them, and nobody's token dies of it. */
class KeyRotationIT {
    private static final String KEYS = "/api/v1/jwt-keys/";

    private static TestPlatform platform;
    private static AdminClient admin;

    @BeforeAll
    static void start() {
        platform = TestPlatform.builder().modules("admin").start();
        admin = new AdminClient(platform);
    }

    @AfterAll
    static void stop() {
        admin.close();
        platform.close();
    }

    @Test
    void aForcedRotationPublishesAKeyThatDoesNotSignYetAndOldTokensGoOnWorking() {
        String before = platform.token();
        String oldKey = AdminClient.header(before).getString("kid");

        Answer rotated = rotate(new JsonObject().put("force", true));

        String after = platform.token();
        String newKey = rotated.body().getString("new_key_version");
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.body().getBoolean("success")).isTrue();
        assertThat(rotated.body().getString("message")).isEqualTo("JWT keys rotated successfully");
        assertThat(rotated.body().getInteger("deactivated_keys")).isZero();
        assertThat(admin.get("/.well-known/jwks.json").body().encode()).contains(newKey, oldKey);
        assertThat(AdminClient.header(after).getString("kid")).isNotEqualTo(newKey);
        assertThat(admin.me(before).status()).isEqualTo(200);
        assertThat(admin.me(after).status()).isEqualTo(200);
        assertThat(get("status").body().getJsonObject("latest_key").getString("version"))
                .isEqualTo(newKey);
    }

    @Test
    void withoutForceNothingIsDoneWhileTheKeyLasts() {
        Answer answer = rotate(new JsonObject());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(new JsonObject()
                        .put("success", false)
                        .put("message", "Rotation not needed. Use force=true to override.")
                        .putNull("new_key_version")
                        .put("deactivated_keys", 0));
    }

    @Test
    void theStatusSaysWhenTheNextKeyIsDue() {
        JsonObject status = get("status").body();

        JsonObject latest = status.getJsonObject("latest_key");
        assertThat(status.fieldNames())
                .containsExactlyInAnyOrder(
                        "rotation_enabled",
                        "rotation_interval_hours",
                        "active_keys_count",
                        "latest_key",
                        "next_rotation_at",
                        "last_rotation_at",
                        "rotation_in_progress");
        assertThat(status.getInteger("rotation_interval_hours")).isEqualTo(24);
        assertThat(status.getBoolean("rotation_in_progress")).isFalse();
        assertThat(latest.getString("algorithm")).isEqualTo("RS256");
        assertThat(status.getInstant("next_rotation_at"))
                .isEqualTo(latest.getInstant("expires_at").minus(Duration.ofHours(1)));
        assertThat(status.encode()).doesNotContain("BEGIN");
    }

    @Test
    void theListsHaveWhatTheDatabaseHas() {
        rotate(new JsonObject().put("force", true));
        int keys = admin.sql("SELECT 1 FROM jwt_keys").size();

        JsonObject active = get("active").body();
        JsonObject history = get("history").body();
        JsonObject one = get("history?limit=1").body();

        assertThat(active.getInteger("total")).isEqualTo(keys);
        assertThat(active.getJsonArray("keys")).hasSize(keys);
        assertThat(history.getInteger("total")).isEqualTo(keys);
        assertThat(one.getInteger("total")).isEqualTo(1);
        assertThat(one.getString("newest_key")).isEqualTo(history.getString("newest_key"));
        assertThat(get("history?limit=0").body().getJsonArray("entries")).isEmpty();
        assertThat(get("history?limit=100000").status()).isEqualTo(200);
        assertThat(get("history?limit=-1").status()).isEqualTo(422);
        assertThat(get("history?limit=x").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"USER", "AUDITOR", "READONLY"})
    void onlyWhoMayManageKeysSeesThem(String role) {
        String token = admin.token(account(role), "test-password").body().getString("access_token");

        Answer refused = admin.get(KEYS + "status", "Authorization", "Bearer " + token);
        Answer rotation = admin.postJson(
                KEYS + "rotate", new JsonObject().put("force", true), "Authorization", "Bearer " + token);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().getString("detail")).contains("keys.manage");
        assertThat(rotation.status()).isEqualTo(403);
        assertThat(admin.get(KEYS + "active").status()).isEqualTo(401);
    }

    private static Answer get(String path) {
        return admin.get(KEYS + path, "Authorization", "Bearer " + platform.token());
    }

    private static Answer rotate(JsonObject body) {
        return admin.postJson(KEYS + "rotate", body, "Authorization", "Bearer " + platform.token());
    }

    private static String account(String role) {
        return QuickIdentities.clientId(QuickIdentities.account(admin, role));
    }
}
