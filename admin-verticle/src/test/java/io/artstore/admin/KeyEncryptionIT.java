package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.testkit.TestPlatform;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signing keys in the database, plain and under a secret that comes, changes, and goes. */
class KeyEncryptionIT {
    private static final String SECRET = "the first secret, longer than 32 characters";
    private static final String NEXT = "the second secret, longer than 32 characters";

    @Test
    void tokensOutliveTheSecretsComingChangingAndGoing() {
        TestPlatform.Builder builder = TestPlatform.builder().modules("admin");
        String token;
        try (Run plain = new Run(builder.start())) {
            token = plain.platform.token();
            assertThat(plain.storedKeys()).allMatch(key -> key.startsWith("-----BEGIN PRIVATE KEY-----"));
        }

        try (Run sealed = new Run(secrets(builder, SECRET, "").startAgain())) {
            assertThat(sealed.storedKeys()).isNotEmpty().noneMatch(key -> key.contains("PRIVATE"));
            assertThat(sealed.opens(token)).isTrue();
            assertThat(sealed.opens(sealed.platform.token())).isTrue();
        }
        assertThatThrownBy(() -> secrets(builder, "", "").startAgain())
                .hasStackTraceContaining("artstore.admin.keys.encryption-secret");
        try (Run changed = new Run(secrets(builder, NEXT, SECRET).startAgain())) {
            assertThat(changed.storedKeys()).noneMatch(key -> key.contains("PRIVATE"));
            assertThat(changed.opens(changed.platform.token())).isTrue();
        }
        try (Run handedBack = new Run(secrets(builder, "", NEXT).startAgain())) {
            assertThat(handedBack.storedKeys()).allMatch(key -> key.startsWith("-----BEGIN PRIVATE KEY-----"));
            assertThat(handedBack.opens(token)).isTrue();
        }
    }

    @Test
    void aKeyMadeUnderASecretNeverLiesThereInPlain() {
        TestPlatform.Builder builder = secrets(TestPlatform.builder().modules("admin"), SECRET, "");

        try (Run run = new Run(builder.start())) {
            assertThat(run.storedKeys()).hasSize(1).noneMatch(key -> key.contains("PRIVATE"));
            assertThat(run.opens(run.platform.token())).isTrue();
        }
    }

    @Test
    void aShortSecretIsRefusedBeforeAnythingStarts() {
        TestPlatform.Builder builder = secrets(TestPlatform.builder().modules("admin"), "too short", "");

        assertThatThrownBy(builder::start).hasStackTraceContaining("must have at least 32 characters");
    }

    private static TestPlatform.Builder secrets(TestPlatform.Builder builder, String secret, String former) {
        return builder.set("artstore.admin.keys.encryption-secret", secret)
                .set("artstore.admin.keys.former-encryption-secret", former);
    }

    /** One run of the module over databases and a home that stay. */
    private static final class Run implements AutoCloseable {
        private final TestPlatform platform;
        private final AdminClient admin;

        Run(TestPlatform platform) {
            this.platform = platform;
            this.admin = new AdminClient(platform);
        }

        List<String> storedKeys() {
            return admin.sql("SELECT private_key FROM jwt_keys").stream()
                    .map(row -> row.getString(0))
                    .toList();
        }

        boolean opens(String token) {
            return admin.me(token).status() == 200;
        }

        @Override
        public void close() {
            admin.close();
            platform.stop();
        }
    }
}
