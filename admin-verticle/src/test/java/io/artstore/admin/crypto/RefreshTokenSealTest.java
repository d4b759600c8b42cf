package io.artstore.admin.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.admin.domain.AccountId;
import io.artstore.admin.domain.RefreshToken;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refresh tokens can be made by nobody else and changed by nobody. */
class RefreshTokenSealTest {
    private static final RefreshToken TOKEN = new RefreshToken(
            UUID.randomUUID(),
            3,
            new AccountId.OfServiceAccount(UUID.randomUUID()),
            Instant.parse("2025-12-26T03:04:05Z"),
            Instant.parse("2026-01-02T03:04:05Z"));

    private final RefreshTokenSeal seal = new RefreshTokenSeal(new byte[32]);

    @Test
    void whatWasSealedIsReadAgain() {
        RefreshToken ofUser =
                new RefreshToken(UUID.randomUUID(), 0, new AccountId.OfUser(7), Instant.EPOCH, Instant.EPOCH);

        assertThat(seal.open(seal.seal(TOKEN))).contains(TOKEN);
        assertThat(seal.open(seal.seal(ofUser))).contains(ofUser);
    }

    @Test
    void noByteOfItCanBeChanged() {
        byte[] sealed = Base64.getUrlDecoder().decode(seal.seal(TOKEN).substring(RefreshTokenSeal.PREFIX.length()));

        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThat(seal.open(RefreshTokenSeal.PREFIX
                            + Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .isEmpty();
        }
    }

    @Test
    void anotherInstallationsTokenIsNone() {
        byte[] secret = new byte[32];
        secret[31] = 1;

        assertThat(seal.open(new RefreshTokenSeal(secret).seal(TOKEN))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "artrt_", "artrt_AAAA", "artrt_%%%", "AAAA", "eyJhbGciOiJub25lIn0.e30."})
    void whatIsNoTokenIsNone(String text) {
        assertThat(seal.open(text)).isEmpty();
    }

    @Test
    void aSecretThatIsTooShortIsRefused() {
        assertThatThrownBy(() -> new RefreshTokenSeal(new byte[16])).hasMessageContaining("16 bytes");
    }
}
