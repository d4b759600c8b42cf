package io.artstore.admin.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Private keys in the form they are stored in. */
class KeyVaultTest {
    private static final String PEM = "-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n";
    private static final String SECRET = "a secret of at least thirty-two characters";
    private static final String OTHER = "another secret of more than thirty-two ones";

    private final KeyVault vault = vault(SECRET, null);

    @Test
    void whatIsSealedShowsNothingAndOpensAgain() {
        String sealed = vault.seal("v1", PEM);

        assertThat(sealed).doesNotContain("PRIVATE").doesNotContain("abc").hasSizeLessThan(200);
        assertThat(vault.open("v1", sealed)).isEqualTo(PEM);
        assertThat(vault.isUpToDate(sealed)).isTrue();
        assertThat(vault.seal("v1", PEM)).isNotEqualTo(sealed);
    }

    @Test
    void withoutASecretKeysStayPlainAsTheOriginalReadsThem() {
        KeyVault plain = vault(null, null);

        assertThat(plain.seal("v1", PEM)).isEqualTo(PEM);
        assertThat(plain.open("v1", PEM)).isEqualTo(PEM);
        assertThat(plain.isUpToDate(PEM)).isTrue();
    }

    @Test
    void aPlainKeyOfTheOriginalIsReadAndIsOutOfDate() {
        assertThat(vault.open("v1", PEM)).isEqualTo(PEM);
        assertThat(vault.isUpToDate(PEM)).isFalse();
    }

    @Test
    void theFormerSecretOpensAndTheKeyIsOutOfDate() {
        String sealed = vault.seal("v1", PEM);
        KeyVault changed = vault(OTHER, SECRET);

        assertThat(changed.canOpen(sealed)).isTrue();
        assertThat(changed.isUpToDate(sealed)).isFalse();
        assertThat(changed.open("v1", sealed)).isEqualTo(PEM);
    }

    @Test
    void anUnknownSecretIsRecognisedWithoutTrying() {
        String sealed = vault.seal("v1", PEM);

        assertThat(vault(OTHER, null).canOpen(sealed)).isFalse();
        assertThatThrownBy(() -> vault(null, null).open("v1", sealed))
                .hasMessageContaining("encrypted under a secret that is not configured");
    }

    @Test
    void aKeyPutIntoAnotherRowOrAlteredDoesNotOpen() {
        String sealed = vault.seal("v1", PEM);
        String altered = sealed.substring(0, sealed.length() - 6) + "AAAAAA";

        assertThatThrownBy(() -> vault.open("v2", sealed)).hasMessageContaining("was altered");
        assertThatThrownBy(() -> vault.open("v1", altered)).hasMessageContaining("was altered");
        assertThatThrownBy(() -> vault.open("v1", sealed + "%")).hasMessageContaining("was altered");
    }

    private static KeyVault vault(String secret, String former) {
        return KeyVault.of(Optional.ofNullable(secret), Optional.ofNullable(former), new SecureRandom());
    }
}
