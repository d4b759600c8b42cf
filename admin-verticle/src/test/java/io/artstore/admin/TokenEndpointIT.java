package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /api/v1/auth/token} over real sockets: every way to ask, every way to be refused. */
@ExtendWith(AdminExtension.class)
class TokenEndpointIT {
    private static final String PATH = "/api/v1/auth/token";
    private static final String FORM = "application/x-www-form-urlencoded";
    /** Made by crypt(3), not by our library. */
    private static final String ORIGINAL_HASH = "$2b$12$abcdefghijklmnopqrstuu0sDWleciW5uGBGYwxpcgAsh9WK4bWNy";

    private static final String ORIGINAL_SECRET = "correct horse battery staple";

    private static TestPlatform platform;
    private static AdminClient admin;
    private static String clientId;
    private static String clientSecret;

    @BeforeAll
    static void start(AdminFixture installation) {
        platform = installation.platform();
        admin = installation.admin();
        clientId = platform.credentials().getString("client_id");
        clientSecret = platform.credentials().getString("client_secret");
    }

    @Test
    void jsonAsAtTheCheckpointIsAnsweredWithTokens() {
        Instant before = Instant.now().minusSeconds(1);

        Answer answer = admin.token(clientId, clientSecret);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().fieldNames())
                .containsExactly("access_token", "refresh_token", "token_type", "expires_in", "issued_at");
        assertThat(answer.body().getString("token_type")).isEqualTo("Bearer");
        assertThat(answer.body().getInteger("expires_in")).isEqualTo(1_800);
        assertThat(answer.body().getInstant("issued_at")).isBetween(before, Instant.now());
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Pragma")).isEqualTo("no-cache");
    }

    @Test
    void theAccessTokenHasEveryClaimAnyReaderAskedFor() {
        JsonObject body = admin.token(clientId, clientSecret).body();

        JsonObject claims = AdminClient.claims(body.getString("access_token"));

        assertThat(claims.fieldNames())
                .containsExactlyInAnyOrder(
                        "sub",
                        "username",
                        "client_id",
                        "name",
                        "role",
                        "rate_limit",
                        "type",
                        "iat",
                        "exp",
                        "nbf",
                        "iss",
                        "jti",
                        "sid");
        assertThat(UUID.fromString(claims.getString("sub"))).isNotNull();
        assertThat(claims.getString("username")).isEqualTo("admin-service");
        assertThat(claims.getString("client_id")).isEqualTo(clientId);
        assertThat(claims.getString("role")).isEqualTo("admin");
        assertThat(claims.getInteger("rate_limit")).isEqualTo(100);
        assertThat(claims.getString("type")).isEqualTo("access");
        assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(1_800);
        assertThat(claims.getLong("nbf")).isEqualTo(claims.getLong("iat"));
        assertThat(claims.getString("iss")).isEqualTo("artstore");
    }

    @Test
    void theRefreshTokenOpensNothing() {
        String refresh = admin.token(clientId, clientSecret).body().getString("refresh_token");

        Answer answer = admin.me(refresh);

        assertThat(refresh).startsWith("artrt_");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().getString("code")).isEqualTo("INVALID_TOKEN");
    }

    @Test
    void theFormOfRfc6749IsUnderstood() {
        Answer answer = admin.post(
                PATH, FORM, "grant_type=client_credentials&client_id=" + clientId + "&client_secret=" + clientSecret);

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void httpBasicIsUnderstoodBesideAForm() {
        Answer answer = admin.post(PATH, FORM, "grant_type=client_credentials", "Authorization", basic(clientSecret));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void httpBasicIsUnderstoodBesideJson() {
        Answer answer = admin.post(PATH, "application/json", "{}", "Authorization", basic(clientSecret));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void aWrongSecretIsInvalidClientForBothKindsOfReader() {
        Answer answer = admin.token(clientId, "wrong");

        assertInvalidClient(answer);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_client\"");
    }

    @Test
    void anUnknownClientIsToldTheSame() {
        Answer wrong = admin.token(clientId, "wrong");

        Answer unknown = admin.token("sa_prod_nobody_00000000", "wrong");

        assertInvalidClient(unknown);
        wrong.body().remove("request_id");
        unknown.body().remove("request_id");
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @Test
    void whoUsedBasicIsChallengedInBasic() {
        Answer answer = admin.post(PATH, FORM, "grant_type=client_credentials", "Authorization", basic("wrong"));

        assertInvalidClient(answer);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic realm=");
    }

    @Test
    void aFormWithoutCredentialsIsNoClient() {
        assertInvalidClient(admin.post(PATH, FORM, "grant_type=client_credentials"));
        assertInvalidClient(admin.post(PATH, FORM, "grant_type=client_credentials&client_id=" + clientId));
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=password&client_id=a&client_secret=b, unsupported_grant_type",
        "client_id=a&client_secret=b, invalid_request",
        "'', invalid_request",
        "grant_type=client_credentials&grant_type=password, invalid_request",
        "grant_type=client_credentials&client_id=a&client_id=b, invalid_request",
        "grant_type=client_credentials&client_id=%, invalid_request",
        "grant_type=client_credentials&client_id=a%00b&client_secret=c, invalid_request"
    })
    void aFaultyFormIsToldSoInTheWordsOfRfc6749(String form, String error) {
        Answer answer = admin.post(PATH, FORM, form);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().getString("error")).isEqualTo(error);
        assertThat(answer.body().getString("error_description"))
                .isEqualTo(answer.body().getString("detail"));
    }

    @Test
    void twoMethodsOfAuthenticationAreOneTooMany() {
        Answer answer = admin.post(
                PATH,
                FORM,
                "grant_type=client_credentials&client_id=" + clientId + "&client_secret=" + clientSecret,
                "Authorization",
                basic(clientSecret));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().getString("error")).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"grant_type\":\"password\",\"client_id\":\"a\",\"client_secret\":\"s3cret-text\"}",
                "{\"client_id\":\"a\"}",
                "{\"client_secret\":\"s3cret-text\"}",
                "{\"client_id\":7,\"client_secret\":\"s3cret-text\"}",
                "{\"client_id\":\"a\\u0000\",\"client_secret\":\"s3cret-text\"}",
                "{\"client_id\":\"a\",\"client_secret\":[\"s3cret-text\"]}",
                "[\"s3cret-text\"]",
                ""
            })
    void faultyJsonIs422AndNeverRepeatsTheSecret(String body) {
        Answer answer = admin.post(PATH, "application/json", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().getValue("detail")).isInstanceOf(String.class);
        assertThat(answer.body().encode()).doesNotContain("s3cret");
    }

    @Test
    void anEnormousSecretIsRefusedWithoutWork() {
        assertThat(admin.token(clientId, "x".repeat(900_000)).status()).isEqualTo(422);
        assertThat(admin.token(clientId, "x".repeat(1_100_000)).status()).isEqualTo(413);
        assertThat(admin.post(PATH, "text/plain", "grant_type=client_credentials")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void aHashOfTheOriginalOpens() {
        String id = account("ACTIVE", Duration.ofDays(30));

        assertThat(admin.token(id, ORIGINAL_SECRET).status()).isEqualTo(200);
        assertThat(admin.post(
                                PATH,
                                FORM,
                                "grant_type=client_credentials&client_id=" + id + "&client_secret="
                                        + URLEncoder.encode(ORIGINAL_SECRET, StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"SUSPENDED, 30, suspended", "DELETED, 30, deleted", "EXPIRED, 30, expired", "ACTIVE, -1, expired"})
    void theStatusOfAnAccountIsToldToWhoKnowsItsSecretAndToNobodyElse(String status, int days, String named) {
        String id = account(status, Duration.ofDays(days));

        Answer knows = admin.token(id, ORIGINAL_SECRET);
        Answer guesses = admin.token(id, "guess");

        assertThat(knows.status()).isEqualTo(403);
        assertThat(knows.body().getString("error")).isEqualTo("access_denied");
        assertThat(knows.body().getString("detail")).contains(named);
        assertThat(knows.header("WWW-Authenticate")).isEqualTo("Bearer error=\"access_denied\"");
        assertInvalidClient(guesses);
    }

    @Test
    void aRotatedSecretIsNotRememberedAndASuspensionTakesEffectAtOnce() {
        String id = account("ACTIVE", Duration.ofDays(30));
        assertThat(admin.token(id, ORIGINAL_SECRET).status()).isEqualTo(200);

        admin.sql("UPDATE service_accounts SET status = 'SUSPENDED' WHERE client_id = $1", id);
        assertThat(admin.token(id, ORIGINAL_SECRET).status()).isEqualTo(403);
        admin.sql(
                "UPDATE service_accounts SET status = 'ACTIVE', client_secret_hash = $2 WHERE client_id = $1",
                id,
                "$2b$12$LJ3m4ys3Lg5V8mZ9kQwErOLdycYu6ZM6xO9ynchF5ZwfFpRYpjmRG");

        assertInvalidClient(admin.token(id, ORIGINAL_SECRET));
        assertThat(admin.token(id, "пароль-Ünï").status()).isEqualTo(200);
    }

    @Test
    void theUseIsNotedAtMostOnceAMinute() {
        String id = account("ACTIVE", Duration.ofDays(30));
        String askedLater = account("ACTIVE", Duration.ofDays(30));

        admin.token(id, ORIGINAL_SECRET);
        OffsetDateTime noted = awaitUse(id);
        admin.token(id, ORIGINAL_SECRET);
        admin.token(askedLater, ORIGINAL_SECRET);
        awaitUse(askedLater);

        assertThat(lastUse(id)).isEqualTo(noted);
        admin.sql("UPDATE service_accounts SET last_used_at = $2 WHERE client_id = $1", id, noted.minusMinutes(2));
        admin.token(id, ORIGINAL_SECRET);
        assertThat(awaitUseAfter(id, noted)).isAfter(noted);
    }

    private static OffsetDateTime awaitUse(String id) {
        return awaitUseAfter(id, OffsetDateTime.MIN);
    }

    private static OffsetDateTime awaitUseAfter(String id, OffsetDateTime moment) {
        return Eventually.value("a use is noted", () -> lastUse(id), use -> use != null && use.isAfter(moment));
    }

    private static OffsetDateTime lastUse(String id) {
        return admin.sql("SELECT last_used_at FROM service_accounts WHERE client_id = $1", id)
                .get(0)
                .getOffsetDateTime(0);
    }

    private static String account(String status, Duration secretLeft) {
        String name = "account-" + UUID.randomUUID();
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        admin.sql("""
                INSERT INTO service_accounts (id, name, client_id, client_secret_hash, secret_history,
                    secret_changed_at, role, status, is_system, rate_limit, secret_expires_at, created_at, updated_at)
                VALUES ($1, $2, $2, $3, '[]', $4, 'USER', $5::text::service_account_status_enum, false, 100, $6, $4,
                    $4)""", UUID.randomUUID(), name, ORIGINAL_HASH, now, status, now.plus(secretLeft));
        return name;
    }

    private static void assertInvalidClient(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Pragma")).isEqualTo("no-cache");
        assertThat(answer.header("WWW-Authenticate")).isNotNull();
        assertThat(answer.body().getString("detail")).isEqualTo("Invalid client_id or client_secret");
        assertThat(answer.body().getString("code")).isEqualTo("INVALID_CLIENT");
        assertThat(answer.body().getString("error")).isEqualTo("invalid_client");
        assertThat(answer.body().getString("error_description")).isEqualTo("Invalid client_id or client_secret");
    }

    private static String basic(String secret) {
        return "Basic "
                + Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
