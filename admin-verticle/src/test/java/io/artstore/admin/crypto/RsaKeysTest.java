package io.artstore.admin.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.admin.domain.KeySchedule;
import io.artstore.admin.domain.SigningKey;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RsaKeysTest {
    private static final KeySchedule SCHEDULE = KeySchedule.daily(Duration.ofDays(7));
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456789Z");

    @Test
    void aGeneratedKeyHasTheFormOfTheCheckpoint() {
        SigningKey key = RsaKeys.generate(SCHEDULE, NOW);

        assertThat(key.version()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(key.privateKeyPem())
                .startsWith("-----BEGIN PRIVATE KEY-----\n")
                .endsWith("-----END PRIVATE KEY-----\n");
        assertThat(key.publicKeyPem())
                .startsWith("-----BEGIN PUBLIC KEY-----\n")
                .endsWith("-----END PUBLIC KEY-----\n");
        assertThat(RsaKeys.publicKey(key.publicKeyPem()).getModulus().bitLength())
                .isEqualTo(2048);
        assertThat(RsaKeys.publicKey(key.publicKeyPem()).getPublicExponent()).isEqualTo(BigInteger.valueOf(65_537));
        assertThat(key.active()).isTrue();
    }

    @Test
    void momentsAreExactToTheMicrosecondThatPostgresqlKeeps() {
        SigningKey key = RsaKeys.generate(SCHEDULE, NOW);

        assertThat(key.createdAt()).isEqualTo(Instant.parse("2026-03-01T12:00:00.123456Z"));
        assertThat(key.expiresAt()).isEqualTo(Instant.parse("2026-03-02T13:00:00.123456Z"));
    }

    @Test
    void somebodysPrivateKeyGivesItsOwnPublicKey() {
        SigningKey original = RsaKeys.generate(SCHEDULE, NOW);

        SigningKey imported = RsaKeys.fromPrivatePem("a comment\n" + original.privateKeyPem(), SCHEDULE, NOW);

        assertThat(imported.publicKeyPem()).isEqualTo(original.publicKeyPem());
        assertThat(imported.version()).isNotEqualTo(original.version());
    }

    @Test
    void theOldFormOfPrivateKeysIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> RsaKeys.fromPrivatePem(
                        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----", SCHEDULE, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RSA PRIVATE KEY")
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n"
            })
    void whatIsNoKeyIsRefused(String text) {
        assertThatThrownBy(() -> RsaKeys.fromPrivatePem(text, SCHEDULE, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyThatIsTooShortIsRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----";

        assertThatThrownBy(() -> RsaKeys.fromPrivatePem(pem, SCHEDULE, NOW)).hasMessageContaining("2048");
    }
}
