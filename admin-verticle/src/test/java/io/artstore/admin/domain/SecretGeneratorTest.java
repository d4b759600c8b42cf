package io.artstore.admin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SecretGeneratorTest {
    private final SecretGenerator generator = new SecretGenerator(new SecureRandom());

    @RepeatedTest(100)
    void everySecretSatisfiesThePasswordPolicyOfTheCheckpoint() {
        assertThat(generator.next())
                .hasSize(48)
                .matches(".*[a-z].*")
                .matches(".*[A-Z].*")
                .matches(".*[0-9].*")
                .matches(".*[-._].*");
    }

    @RepeatedTest(100)
    void aSecretReadsTheSameInAFormAndOnACommandLine() {
        String secret = generator.next();

        assertThat(URLEncoder.encode(secret, StandardCharsets.UTF_8)).isEqualTo(secret);
        assertThat(secret).doesNotStartWith("-");
    }

    @Test
    void noTwoAreTheSame() {
        Set<String> secrets = new HashSet<>();

        for (int i = 0; i < 10_000; i++) {
            secrets.add(generator.next());
        }

        assertThat(secrets).hasSize(10_000);
    }
}
