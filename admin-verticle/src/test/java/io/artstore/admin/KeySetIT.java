package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.common.contract.admin.VerificationKeys;
import io.artstore.common.contract.admin.VerificationKeysApi;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What readers of tokens get: the key set over HTTP and over the bus, and the listener's own pages. */
class KeySetIT {
    private static final String PATH = "/.well-known/jwks.json";

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
    void aReaderWhoKnowsOnlyTheKeySetVerifiesAToken() throws Exception {
        String token = platform.token();
        String keyId = AdminClient.header(token).getString("kid");

        Answer answer = admin.get(PATH);

        JsonObject key = answer.body().getJsonArray("keys").stream()
                .map(JsonObject.class::cast)
                .filter(entry -> entry.getString("kid").equals(keyId))
                .findFirst()
                .orElseThrow();
        assertThat(key.fieldNames()).containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e");
        assertThat(key.getString("kty") + key.getString("use") + key.getString("alg"))
                .isEqualTo("RSAsigRS256");
        assertThat(key.getString("e")).isEqualTo("AQAB");
        assertThat(verifies(token, key)).isTrue();
        assertThat(answer.body().encode()).doesNotContain("PRIVATE");
    }

    @Test
    void theKeySetMayBeKeptForFiveMinutesAndAskedForConditionally() {
        Answer first = admin.get(PATH);
        String tag = first.header("ETag");

        Answer again = admin.get(PATH, "If-None-Match", "\"other\", W/" + tag);
        Answer other = admin.get(PATH, "If-None-Match", "\"other\"");

        assertThat(first.header("Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(tag).matches("\"[0-9a-f]{32}\"");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("ETag")).isEqualTo(tag);
        assertThat(other.status()).isEqualTo(200);
    }

    @Test
    void theBusGivesTheSameKeys() {
        VerificationKeys keys = TestPlatform.await(
                VerificationKeysApi.client(platform.vertx()).verificationKeys(), Duration.ofSeconds(10));

        assertThat(keys.keys()).isNotEmpty().allSatisfy(key -> {
            assertThat(key.algorithm()).isEqualTo("RS256");
            assertThat(key.publicKeyPem()).startsWith("-----BEGIN PUBLIC KEY-----");
        });
        assertThat(keys.keys().get(0).keyId())
                .isEqualTo(AdminClient.header(platform.token()).getString("kid"));
    }

    @Test
    void aKeyIsPublishedUntilItsLastTokenExpiredAndASpoiltRowHarmsNoOther() {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        String publicKey =
                admin.sql("SELECT public_key FROM jwt_keys LIMIT 1").get(0).getString(0);
        String stillNeeded = key(publicKey, now.minusDays(7).plusMinutes(1));
        String forgotten = key(publicKey, now.minusDays(7).minusMinutes(2));
        String spoilt = key("no key at all", now);

        JsonObject keySet = admin.get(PATH).body();

        assertThat(keySet.encode())
                .contains(stillNeeded)
                .doesNotContain(forgotten)
                .doesNotContain(spoilt);
        assertThat(admin.me(platform.token()).status()).isEqualTo(200);
    }

    @Test
    void theListenerSaysWhoItIsAndHowItIs() {
        Answer index = admin.get("/");
        Answer ready = admin.get("/health/ready");
        Answer document = admin.get("/openapi.json");

        assertThat(index.status()).isEqualTo(200);
        assertThat(index.body().getString("application")).isEqualTo("ArtStore Admin Module");
        assertThat(index.body().getString("status")).isEqualTo("running");
        assertThat(index.body().getString("timestamp"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?");
        assertThat(index.body().getString("docs_url")).isEqualTo("/docs");
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.body()
                        .getJsonObject("checks")
                        .getJsonObject("database")
                        .getString("status"))
                .isEqualTo("up");
        assertThat(document.body().getString("openapi")).startsWith("3.1");
        assertThat(admin.get("/nope").status()).isEqualTo(404);
    }

    private static String key(String publicKey, OffsetDateTime expiresAt) {
        String version = UUID.randomUUID().toString();
        admin.sql("""
                INSERT INTO jwt_keys (version, algorithm, private_key, public_key, created_at, expires_at, is_active,
                    rotation_count)
                VALUES ($1, 'RS256', 'none', $2, $3, $3, false, 0)""", version, publicKey, expiresAt);
        return version;
    }

    private static boolean verifies(String token, JsonObject jwk) throws Exception {
        RSAPublicKeySpec spec = new RSAPublicKeySpec(number(jwk.getString("n")), number(jwk.getString("e")));
        int dot = token.lastIndexOf('.');
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KeyFactory.getInstance("RSA").generatePublic(spec));
        signature.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
    }

    private static BigInteger number(String base64url) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64url));
    }
}
