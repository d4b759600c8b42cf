package io.artstore.admin.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.WithVertx;
import io.artstore.admin.domain.KeySchedule;
import io.artstore.admin.domain.SigningKey;
import io.artstore.admin.worker.BoundedWorkers;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JwtSignerTest extends WithVertx {
    private static final KeySchedule SCHEDULE = KeySchedule.daily(Duration.ofDays(7));

    private JwtSigner signer;

    @BeforeAll
    void openPool() {
        signer = new JwtSigner(vertx, BoundedWorkers.open(vertx, "signer-test", "testing", 4, 10_000));
    }

    @Test
    void aTokenHasExactlyTheGivenClaimsAndNamesItsKey() throws Exception {
        SigningKey key = RsaKeys.generate(SCHEDULE, Instant.now());

        String token = await(signer.sign(key, Map.of("sub", "1", "exp", 4_000_000_000L)));

        assertThat(part(token, 0))
                .isEqualTo(
                        new JsonObject().put("alg", "RS256").put("typ", "JWT").put("kid", key.version()));
        assertThat(part(token, 1)).isEqualTo(new JsonObject().put("sub", "1").put("exp", 4_000_000_000L));
        assertThat(verifies(token, key)).isTrue();
    }

    @Test
    void tokensSignedAtOnceAreAllGood() throws Exception {
        SigningKey key = RsaKeys.generate(SCHEDULE, Instant.now());
        List<Future<String>> signing = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            signing.add(signer.sign(key, Map.of("jti", "a" + i)));
        }

        for (int i = 0; i < 200; i++) {
            String token = await(signing.get(i));
            assertThat(part(token, 1).getString("jti")).isEqualTo("a" + i);
            assertThat(verifies(token, key)).isTrue();
        }
    }

    @Test
    void whenTheKeyChangesTheNextTokenIsSignedWithIt() throws Exception {
        SigningKey first = RsaKeys.generate(SCHEDULE, Instant.now());
        SigningKey second = RsaKeys.generate(SCHEDULE, Instant.now());

        String before = await(signer.sign(first, Map.of("n", 1)));
        String after = await(signer.sign(second, Map.of("n", 2)));

        assertThat(verifies(before, first)).isTrue();
        assertThat(verifies(after, second)).isTrue();
        assertThat(part(after, 0).getString("kid")).isEqualTo(second.version());
    }

    private static JsonObject part(String token, int index) {
        return new JsonObject(
                new String(Base64.getUrlDecoder().decode(token.split("\\.")[index]), StandardCharsets.UTF_8));
    }

    private static boolean verifies(String token, SigningKey key) throws Exception {
        int dot = token.lastIndexOf('.');
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(RsaKeys.publicKey(key.publicKeyPem()));
        signature.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
    }
}
