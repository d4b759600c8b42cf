package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens between a grant and its end: refresh, replay, logout. */
class SessionIT {
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
    void anApplicationIsGivenNewTokensOfTheSameSession() {
        JsonObject granted = grant();

        Answer refreshed = admin.refresh(granted.getString("refresh_token"));

        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.body().fieldNames())
                .containsExactly("access_token", "refresh_token", "token_type", "expires_in");
        assertThat(refreshed.body().getString("token_type")).isEqualTo("bearer");
        assertThat(refreshed.header("Cache-Control")).isEqualTo("no-store");
        assertThat(refreshed.body().getString("refresh_token")).isNotEqualTo(granted.getString("refresh_token"));
        JsonObject before = AdminClient.claims(granted.getString("access_token"));
        JsonObject after = AdminClient.claims(refreshed.body().getString("access_token"));
        assertThat(after.getString("sid")).isEqualTo(before.getString("sid"));
        assertThat(after.getString("jti")).isNotEqualTo(before.getString("jti"));
        assertThat(after.getString("client_id")).isEqualTo(before.getString("client_id"));
        assertThat(admin.me(refreshed.body().getString("access_token")).status())
                .isEqualTo(200);
    }

    @Test
    void aPersonIsAskedForTheirStatusAtEveryRefresh() {
        JsonObject credentials = platform.credentials();
        String refresh = admin.login(credentials.getString("admin_username"), credentials.getString("admin_password"))
                .body()
                .getString("refresh_token");
        admin.sql("UPDATE users SET status = 'INACTIVE'");

        Answer inactive = admin.refresh(refresh);
        admin.sql("UPDATE users SET status = 'ACTIVE'");
        Answer active = admin.refresh(refresh);

        assertThat(inactive.status()).isEqualTo(401);
        assertThat(inactive.body().getString("detail")).isEqualTo("User is inactive");
        assertThat(active.status()).isEqualTo(200);
    }

    @Test
    void aRefreshTokenThatIsUsedTwiceEndsItsWholeFamilyAndNoOther() {
        JsonObject other = grant();
        JsonObject granted = grant();
        Answer second = admin.refresh(granted.getString("refresh_token"));
        Answer third = admin.refresh(second.body().getString("refresh_token"));

        Answer replayed = admin.refresh(granted.getString("refresh_token"));

        assertInvalid(replayed);
        assertThat(third.status()).isEqualTo(200);
        assertInvalid(admin.refresh(third.body().getString("refresh_token")));
        assertThat(admin.refresh(other.getString("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void ofManyWhoUseOneTokenAtOnceAtMostOneSucceeds() throws Exception {
        String refresh = grant().getString("refresh_token");
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Callable<Answer>> attempts = IntStream.range(0, 6)
                .<Callable<Answer>>mapToObj(i -> () -> admin.refresh(refresh))
                .toList();

        List<Future<Answer>> answers = threads.invokeAll(attempts);

        threads.shutdown();
        int succeeded = 0;
        for (Future<Answer> answer : answers) {
            succeeded += answer.get().status() == 200 ? 1 : 0;
        }
        assertThat(succeeded).isEqualTo(1);
    }

    @Test
    void afterLogoutTheRefreshTokenIsDeadWhetherItWasUsedOrNot() {
        JsonObject fresh = grant();
        JsonObject used = admin.refresh(grant().getString("refresh_token")).body();

        Answer first = admin.logout(fresh.getString("access_token"));
        Answer second = admin.logout(used.getString("access_token"));

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().getString("message")).isEqualTo("User admin-service logged out successfully");
        assertThat(second.status()).isEqualTo(200);
        assertInvalid(admin.refresh(fresh.getString("refresh_token")));
        assertInvalid(admin.refresh(used.getString("refresh_token")));
    }

    @Test
    void whatIsNoRefreshTokenIsRefused() {
        JsonObject granted = grant();

        assertInvalid(admin.refresh(granted.getString("access_token")));
        assertInvalid(admin.refresh("artrt_" + "A".repeat(100)));
        assertThat(admin.refresh("x".repeat(9_000)).status()).isEqualTo(422);
        assertThat(admin.postJson("/api/v1/auth/refresh", new JsonObject()).status())
                .isEqualTo(422);
        assertThat(admin.postJson("/api/v1/auth/logout", new JsonObject()).status())
                .isEqualTo(401);
    }

    @Test
    void aGrantLeavesNoRowAndAnEndedFamilyOne() {
        JsonObject granted = grant();
        String session = AdminClient.claims(granted.getString("access_token")).getString("sid");

        long afterGrant = families(session);
        admin.logout(granted.getString("access_token"));

        assertThat(afterGrant).isZero();
        assertThat(families(session)).isEqualTo(1);
        assertThat(admin.sql(
                                "SELECT expires_at FROM artstore.refresh_families WHERE family_id = $1::text::uuid",
                                session)
                        .get(0)
                        .getOffsetDateTime(0))
                .isAfter(OffsetDateTime.now(ZoneOffset.UTC).plusDays(6));
    }

    private static JsonObject grant() {
        JsonObject credentials = platform.credentials();
        Answer answer = admin.token(credentials.getString("client_id"), credentials.getString("client_secret"));
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private static long families(String session) {
        return admin.sql("SELECT count(*) FROM artstore.refresh_families WHERE family_id = $1::text::uuid", session)
                .get(0)
                .getLong(0);
    }

    private static void assertInvalid(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().getString("detail")).isEqualTo("Invalid refresh token");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
}
