package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever guesses secrets, or only asks too often, is turned away by address. */
class AttemptLimitsIT {
    private TestPlatform platform;
    private AdminClient admin;

    @AfterEach
    void stop() {
        admin.close();
        platform.close();
    }

    @Test
    void afterSoManyRefusalsEverySecretFromThereIsRefusedUntried() {
        start("0", "0", "3");
        for (int i = 0; i < 3; i++) {
            assertThat(admin.token("nobody", "a wrong secret").status()).isEqualTo(401);
        }

        Answer guess = admin.token("nobody", "a wrong secret");
        Answer right = signIn();

        assertThat(guess.status()).isEqualTo(429);
        assertThat(guess.body().getString("code")).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(Integer.parseInt(guess.header("Retry-After"))).isBetween(1, 20);
        assertThat(guess.body().getInteger("retry_after")).isBetween(1, 20);
        assertThat(right.status()).isEqualTo(429);
    }

    @Test
    void successesAreNoFailures() {
        start("0", "0", "2");

        for (int i = 0; i < 6; i++) {
            assertThat(grant().status()).isEqualTo(200);
        }
    }

    @Test
    void loginsAndTokensHaveBudgetsOfTheirOwn() {
        start("1", "2", "0");
        assertThat(signIn().status()).isEqualTo(200);
        assertThat(grant().status()).isEqualTo(200);
        assertThat(grant().status()).isEqualTo(200);

        assertThat(signIn().status()).isEqualTo(429);
        assertThat(grant().status()).isEqualTo(429);
    }

    @Test
    void aServiceAccountIsHeldToItsRequestsPerMinute() {
        start("0", "0", "0");
        String token = platform.token();

        Answer me = admin.me(token);

        assertThat(me.status()).isEqualTo(200);
        assertThat(me.header("X-RateLimit-Limit")).isEqualTo("100");
        assertThat(me.header("X-RateLimit-Remaining")).isEqualTo("99");
    }

    private void start(String logins, String tokens, String failures) {
        platform = TestPlatform.builder()
                .modules("admin")
                .set("artstore.http.account-rate-limits", "admin")
                .set("artstore.admin.attempts.logins-per-minute", logins)
                .set("artstore.admin.attempts.tokens-per-minute", tokens)
                .set("artstore.admin.attempts.failures-per-minute", failures)
                .start();
        admin = new AdminClient(platform);
    }

    private Answer grant() {
        JsonObject credentials = platform.credentials();
        return admin.token(credentials.getString("client_id"), credentials.getString("client_secret"));
    }

    private Answer signIn() {
        JsonObject credentials = platform.credentials();
        return admin.login(credentials.getString("admin_username"), credentials.getString("admin_password"));
    }
}
