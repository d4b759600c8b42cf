package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People change their password, and get a new one when they forgot it. */
class PasswordIT {
    private static final String OLD = "test-password";
    private static final String NEW = "Correct-Horse-7";
    private static final String NEWER = "Battery-Staple-8";

    private static final Pattern TOKEN = Pattern.compile("artpr_[A-Za-z0-9_-]{43}");
    private static final String SENT = "If the email exists, password reset instructions have been sent";

    private static TestPlatform platform;
    private static AdminClient admin;

    @BeforeAll
    static void start() {
        platform = TestPlatform.builder()
                .modules("admin")
                .set("artstore.admin.password-reset.link", "https://store.example.org/reset?t={token}")
                .start();
        admin = new AdminClient(platform);
    }

    @AfterAll
    static void stop() {
        admin.close();
        platform.close();
    }

    @Test
    void whoKnowsThePresentPasswordSetsANewOneAndOnlyThisSessionGoesOn() {
        String name = user();
        JsonObject here = admin.login(name, OLD).body();
        JsonObject elsewhere = admin.login(name, OLD).body();

        Answer changed = change(here.getString("access_token"), OLD, NEW);

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().getString("message")).isEqualTo("Password changed successfully");
        assertThat(admin.me(changed.body().getString("access_token")).status()).isEqualTo(200);
        assertThat(admin.refresh(changed.body().getString("refresh_token")).status())
                .isEqualTo(200);
        assertThat(admin.refresh(elsewhere.getString("refresh_token")).status()).isEqualTo(401);
        assertThat(admin.login(name, OLD).status()).isEqualTo(401);
        assertThat(admin.login(name, NEW).status()).isEqualTo(200);
        Eventually.holds(() -> admin.me(elsewhere.getString("access_token")).status() == 401
                && admin.me(here.getString("access_token")).status() == 401);
    }

    @Test
    void aPasswordDoesNotComeBackSoon() {
        String name = user();
        String access = admin.login(name, OLD).body().getString("access_token");
        access = change(access, OLD, NEW).body().getString("access_token");

        Answer same = change(access, NEW, NEW);
        access = change(access, NEW, NEWER).body().getString("access_token");
        Answer before = change(access, NEWER, NEW);

        for (Answer refused : List.of(same, before)) {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body().getString("detail"))
                    .isEqualTo("body.new_password: Password must differ from the last 5");
        }
    }

    @Test
    void aWrongPresentPasswordIsRefusedAndLocksLikeALogin() {
        String name = user();
        String access = admin.login(name, OLD).body().getString("access_token");

        Answer wrong = change(access, "something-else", NEW);
        for (int i = 0; i < 4; i++) {
            change(access, "something-else", NEW);
        }

        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.body().getString("detail")).isEqualTo("Current password is incorrect");
        assertThat(admin.login(name, OLD).status()).isEqualTo(401);
        assertThat(change(access, OLD, NEW).status()).isEqualTo(401);
    }

    @Test
    void theNewPasswordObeysThePolicyAndApplicationsHaveNone() {
        String access = admin.login(user(), OLD).body().getString("access_token");

        Answer weak = change(access, OLD, "too-weak");
        Answer missing = admin.call("PUT", "/api/v1/auth/me/password", access, new JsonObject());
        Answer application = change(platform.token(), OLD, NEW);

        assertThat(weak.status()).isEqualTo(422);
        assertThat(weak.body().getString("detail"))
                .isEqualTo("body.new_password: Password must be at least 12 characters long");
        assertThat(missing.body().getJsonArray("errors")).hasSize(2);
        assertThat(application.status()).isEqualTo(403);
        assertThat(admin.call("PUT", "/api/v1/auth/me/password", null, new JsonObject())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void whoForgotTheirPasswordGetsATokenThatWorksOnce() throws IOException {
        String name = user();
        JsonObject session = admin.login(name, OLD).body();
        admin.sql(
                "UPDATE users SET status = 'LOCKED', lockout_until = $2 WHERE username = $1",
                name,
                OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(20));

        Answer asked = request(name + "@EXAMPLE.org");
        Path file = letterTo(name);
        String token = tokenIn(file);
        Answer weak = confirm(token, "too-weak");
        Answer reset = confirm(token, NEW);
        Answer again = confirm(token, NEWER);

        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body()).isEqualTo(new JsonObject().put("message", SENT));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(Files.readString(file)).contains("https://store.example.org/reset?t=" + token);
        assertThat(weak.status()).isEqualTo(422);
        assertThat(reset.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body().getString("detail")).isEqualTo("Invalid or expired reset token");
        assertThat(admin.login(name, NEW).status()).isEqualTo(200);
        assertThat(admin.refresh(session.getString("refresh_token")).status()).isEqualTo(401);
    }

    @Test
    void aTokenIsStoredAsItsDigestAndEndsWithItsTimeAndWithAnotherPassword() throws IOException {
        String late = user();
        request(late + "@example.org");
        String lateToken = tokenIn(letterTo(late));
        admin.sql("UPDATE artstore.password_resets SET expires_at = now() WHERE user_id = $1", id(late));
        String changed = user();
        request(changed + "@example.org");
        String changedToken = tokenIn(letterTo(changed));
        change(admin.login(changed, OLD).body().getString("access_token"), OLD, NEW);

        assertThat(admin.sql("SELECT encode(token_hash, 'hex') AS stored FROM artstore.password_resets")
                        .toString())
                .doesNotContain(lateToken);
        for (String token : List.of(lateToken, changedToken, "artpr_invented", "x")) {
            Answer refused = confirm(token, NEWER);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body().getString("detail")).isEqualTo("Invalid or expired reset token");
        }
    }

    @Test
    void everybodyGetsTheSameAnswerAndNobodyMoreThanThreeLettersAnHour() throws IOException {
        String inactive = user();
        admin.sql("UPDATE users SET status = 'INACTIVE' WHERE username = $1", inactive);
        String name = user();
        for (int i = 0; i < 3; i++) {
            String before = storedDigest(name);
            request(name + "@example.org");
            Eventually.holds(() -> !storedDigest(name).equals(before));
        }
        String third = storedDigest(name);

        Answer fourth = request(name + "@example.org");
        Answer unknown = request("nobody@example.org");
        Answer off = request(inactive + "@example.org");
        String witness = user();
        request(witness + "@example.org");
        letterTo(witness);

        for (Answer answer : List.of(fourth, unknown, off)) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(new JsonObject().put("message", SENT));
        }
        assertThat(storedDigest(name)).isEqualTo(third);
        assertThat(admin.sql("SELECT 1 FROM artstore.password_resets WHERE user_id = $1", id(inactive)))
                .isEmpty();
        assertThat(request("not an address").status()).isEqualTo(422);
    }

    private static Answer change(String token, String current, String wanted) {
        return admin.call(
                "PUT",
                "/api/v1/auth/me/password",
                token,
                new JsonObject().put("current_password", current).put("new_password", wanted));
    }

    private static Answer request(String email) {
        return admin.postJson("/api/v1/auth/password-reset-request", new JsonObject().put("email", email));
    }

    private static Answer confirm(String token, String password) {
        return admin.postJson(
                "/api/v1/auth/password-reset-confirm",
                new JsonObject().put("reset_token", token).put("new_password", password));
    }

    private static Path letterTo(String name) {
        Path file = platform.home().resolve("password-resets").resolve("user-" + id(name) + ".txt");
        Eventually.holds(() -> Files.exists(file));
        return file;
    }

    private static String tokenIn(Path file) throws IOException {
        Matcher token = TOKEN.matcher(Files.readString(file));
        assertThat(token.find()).isTrue();
        return token.group();
    }

    private static String storedDigest(String name) {
        return admin
                .sql(
                        "SELECT encode(token_hash, 'hex') AS stored FROM artstore.password_resets WHERE user_id = $1",
                        id(name))
                .stream()
                .map(row -> row.getString("stored"))
                .findFirst()
                .orElse("");
    }

    private static int id(String name) {
        return admin.sql("SELECT id FROM users WHERE username = $1", name)
                .get(0)
                .getInteger("id");
    }

    private static String user() {
        String name = QuickIdentities.username();
        QuickIdentities.user(admin, name, "USER", "ACTIVE");
        return name;
    }
}
