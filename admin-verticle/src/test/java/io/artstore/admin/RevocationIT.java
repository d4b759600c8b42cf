package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.common.contract.admin.Revocations;
import io.artstore.common.contract.admin.RevocationsApi;
import io.artstore.common.contract.admin.VerificationKeysApi;
import io.artstore.common.security.JwtTokenVerifier;
import io.artstore.common.security.Permission;
import io.artstore.common.security.RevocationList;
import io.artstore.common.security.Role;
import io.artstore.common.security.TokenVerifier;
import io.artstore.common.security.VerificationKeyStore;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Tokens are taken back, looked into, and refused by other modules with the next answer of admin. That they ask at once is
 * the promise of {@link RevocationList}; counted in answers, this one holds on a busy machine too.
 */
class RevocationIT {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** How many questions for revocations were asked, and which was the last that was answered. */
    private static final AtomicLong ASKED = new AtomicLong();

    private static final AtomicLong ANSWERED = new AtomicLong();

    private static TestPlatform platform;
    private static AdminClient admin;
    private static RevocationList revocations;
    /** Sees what any module sees: keys and revocations over the bus. */
    private static TokenVerifier otherModule;
    /** Where the other module lives. */
    private static Context loop;

    @BeforeAll
    static void start() {
        platform = TestPlatform.builder().modules("admin").start();
        admin = new AdminClient(platform);
        Clock clock = Clock.systemUTC();
        VerificationKeyStore keys = new VerificationKeyStore(
                platform.vertx(), VerificationKeysApi.client(platform.vertx()), List.of(), clock);
        loop = platform.vertx().getOrCreateContext();
        revocations = ask(() ->
                Future.succeededFuture(RevocationList.follow(platform.vertx(), RevocationIT::countedAnswer, clock)));
        otherModule = new JwtTokenVerifier(keys, revocations, "artstore", clock);
    }

    @AfterAll
    static void stop() {
        ask(revocations::stop);
        admin.close();
        platform.close();
    }

    @Test
    void afterLogoutNoModuleTakesAnyAccessTokenOfTheSession() {
        JsonObject first = admin.token(account("USER"), QuickIdentities.SECRET).body();
        JsonObject second = admin.refresh(first.getString("refresh_token")).body();
        assertThat(accepted(first.getString("access_token"))).isTrue();

        admin.logout(second.getString("access_token"));

        awaitRefused(first.getString("access_token"));
        awaitRefused(second.getString("access_token"));
        Eventually.holds(() -> admin.me(second.getString("access_token")).status() == 401);
        assertThat(admin.me(first.getString("access_token")).body().getString("detail"))
                .contains("revoked");
    }

    @Test
    void aReplayedRefreshTokenTakesTheAccessTokensWithIt() {
        JsonObject first = admin.token(account("USER"), QuickIdentities.SECRET).body();
        String access = admin.refresh(first.getString("refresh_token")).body().getString("access_token");

        admin.refresh(first.getString("refresh_token"));

        awaitRefused(access);
    }

    @Test
    void aClientEndsOneAccessTokenAndKeepsItsOthers() {
        String client = account("USER");
        JsonObject one = admin.token(client, QuickIdentities.SECRET).body();
        JsonObject other = admin.token(client, QuickIdentities.SECRET).body();

        Answer revoked = form("revoke", one.getString("access_token"), client);

        assertThat(revoked.status()).isEqualTo(200);
        awaitRefused(one.getString("access_token"));
        assertThat(accepted(other.getString("access_token"))).isTrue();
        assertThat(admin.refresh(one.getString("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void aRevokedRefreshTokenTakesItsSessionWithIt() {
        String client = account("USER");
        JsonObject tokens = admin.token(client, QuickIdentities.SECRET).body();

        Answer revoked = form("revoke", tokens.getString("refresh_token"), client);

        assertThat(revoked.status()).isEqualTo(200);
        assertThat(admin.refresh(tokens.getString("refresh_token")).status()).isEqualTo(401);
        awaitRefused(tokens.getString("access_token"));
    }

    @Test
    void whatDoesNotWorkIsAsGoodAsRevokedAndSomebodyElsesTokenIsNot() {
        String client = account("USER");
        String other =
                admin.token(account("USER"), QuickIdentities.SECRET).body().getString("access_token");

        assertThat(form("revoke", "garbage", client).status()).isEqualTo(200);
        assertThat(form("revoke", other, client).status()).isEqualTo(403);
        assertThat(accepted(other)).isTrue();
    }

    @Test
    void anAccessTokenIsDescribedToItsOwnerAndToAnAdministrator() {
        String client = account("AUDITOR");
        String token = admin.token(client, QuickIdentities.SECRET).body().getString("access_token");

        Answer own = form("introspect", token, client);
        Answer administrators = bearer("introspect", token, platform.token());

        assertThat(own.status()).isEqualTo(200);
        assertThat(own.header("Cache-Control")).isEqualTo("no-store");
        assertThat(own.body()).isEqualTo(administrators.body());
        assertThat(own.body().getBoolean("active")).isTrue();
        assertThat(own.body().getString("client_id")).isEqualTo(client);
        assertThat(own.body().getString("role")).isEqualTo("auditor");
        assertThat(own.body().getString("scope").split(" "))
                .containsExactlyInAnyOrderElementsOf(Role.AUDITOR.permissions().stream()
                        .map(Permission::scope)
                        .toList());
        assertThat(own.body().getString("iss")).isEqualTo("artstore");
        assertThat(own.body().getLong("exp"))
                .isEqualTo(AdminClient.claims(token).getLong("exp"));
        assertThat(own.body().getString("token_type")).isEqualTo("Bearer");
    }

    @Test
    void whatIsNotActiveOrNoneOfTheAskersBusinessIsSaidInOneWord() {
        String client = account("USER");
        JsonObject tokens = admin.token(client, QuickIdentities.SECRET).body();
        JsonObject inactive = new JsonObject().put("active", false);
        String refresh = tokens.getString("refresh_token");

        assertThat(form("introspect", "garbage", client).body()).isEqualTo(inactive);
        assertThat(form("introspect", platform.token(), client).body()).isEqualTo(inactive);
        assertThat(form("introspect", refresh, client).body().getString("token_type"))
                .isEqualTo("refresh_token");
        admin.refresh(refresh);
        assertThat(form("introspect", refresh, client).body()).isEqualTo(inactive);
        admin.sql("UPDATE service_accounts SET status = 'SUSPENDED' WHERE client_id = $1", client);
        assertThat(bearer("introspect", tokens.getString("access_token"), platform.token())
                        .body())
                .isEqualTo(inactive);
    }

    @Test
    void whoAsksMustSayWhoTheyAre() {
        String token = platform.token();

        Answer nobody = admin.post("/api/v1/auth/introspect", FORM, "token=" + token);
        Answer wrong = admin.post("/api/v1/auth/revoke", FORM, "token=" + token + "&client_id=a&client_secret=b");
        Answer empty = admin.post("/api/v1/auth/introspect", FORM, "", "Authorization", "Bearer " + token);
        Answer garbled = bearer("introspect", token, "garbled");

        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.header("WWW-Authenticate")).startsWith("Basic");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.header("WWW-Authenticate")).startsWith("Basic");
        assertThat(wrong.body().getString("error")).isEqualTo("invalid_client");
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.body().getString("error")).isEqualTo("invalid_request");
        assertThat(garbled.status()).isEqualTo(401);
        assertThat(garbled.header("WWW-Authenticate")).startsWith("Bearer error=\"invalid_token\"");
        assertThat(accepted(token)).isTrue();
    }

    @Test
    void theMetadataNameEndpointsThatAnswer() {
        JsonObject metadata =
                admin.get("/.well-known/oauth-authorization-server").body();

        assertThat(metadata.getString("issuer")).isEqualTo("artstore");
        assertThat(metadata.getString("token_endpoint"))
                .isEqualTo(
                        platform.address("admin").resolve("/api/v1/auth/token").toString());
        assertThat(metadata.getString("jwks_uri"))
                .isEqualTo(platform.address("admin")
                        .resolve("/.well-known/jwks.json")
                        .toString());
        assertThat(metadata.getJsonArray("grant_types_supported")).containsExactly("client_credentials");
    }

    private static Answer form(String operation, String token, String clientId) {
        return admin.post(
                "/api/v1/auth/" + operation,
                FORM,
                "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8) + "&client_id=" + clientId
                        + "&client_secret=" + QuickIdentities.SECRET);
    }

    private static Answer bearer(String operation, String token, String requester) {
        return admin.postJson(
                "/api/v1/auth/" + operation,
                new JsonObject().put("token", token),
                "Authorization",
                "Bearer " + requester);
    }

    private static Future<Revocations> countedAnswer(long after) {
        long number = ASKED.incrementAndGet();
        return RevocationsApi.client(platform.vertx()).revocations(after).onComplete(answer -> ANSWERED.set(number));
    }

    /** Refused at the latest when that question is answered which is asked next. */
    private static void awaitRefused(String token) {
        long next = ASKED.get() + 1;
        Eventually.holds("refused, or asked and answered again", () -> !accepted(token) || ANSWERED.get() >= next);
        assertThat(accepted(token)).isFalse();
    }

    private static boolean accepted(String token) {
        return ask(() -> otherModule.verify(token).map(true).otherwise(false));
    }

    private static <T> T ask(Supplier<Future<T>> question) {
        Promise<T> answer = Promise.promise();
        loop.runOnContext(turn -> question.get().onComplete(answer));
        return TestPlatform.await(answer.future(), LIMIT);
    }

    private static String account(String role) {
        return QuickIdentities.clientId(QuickIdentities.account(admin, role));
    }
}
