package io.artstore.admin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.domain.PasswordPolicy.Classes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checkpoint's password policy, in its words. */
class PasswordPolicyTest {
    private static final PasswordPolicy POLICY =
            new PasswordPolicy(12, new Classes(true, true, true, true), Duration.ofDays(90), 5, Duration.ofDays(14));
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
                    Aa1-Aa1-Aa1 'Password must be at least 12 characters long'
                    aa1-aa1-aa1- 'Password must contain at least one uppercase letter'
                    AA1-AA1-AA1- 'Password must contain at least one lowercase letter'
                    Aab-Aab-Aab- 'Password must contain at least one digit'
                    Aa1Aa1Aa1Aa1 'Password must contain at least one special character (!@#$%^&*()_+-=[]{}|;:,.<>?)'
                    """)
    void theFirstRuleThatIsBrokenIsTold(String password, String message) {
        assertThat(POLICY.violation(password)).contains(message);
    }

    @Property(tries = 500)
    void whatPassesHasEveryClassAndFitsIntoBcrypt(@ForAll @StringLength(max = 100) String password) {
        if (POLICY.violation(password).isEmpty()) {
            assertThat(password.codePointCount(0, password.length())).isGreaterThanOrEqualTo(12);
            assertThat(password.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(72);
            assertThat(password.codePoints().anyMatch(Character::isUpperCase)).isTrue();
            assertThat(password.codePoints().anyMatch(Character::isLowerCase)).isTrue();
            assertThat(password.codePoints().anyMatch(Character::isDigit)).isTrue();
        }
    }

    @Property(tries = 200)
    void aGoodPasswordIsGoodWhateverFollowsIt(@ForAll @StringLength(max = 15) String suffix) {
        assertThat(POLICY.violation("Aa1-Aa1-Aa1-" + suffix)).isEmpty();
    }

    @Property(tries = 20)
    void whatArtStoreGeneratesPasses() {
        assertThat(POLICY.violation(new SecretGenerator(new SecureRandom()).next()))
                .isEmpty();
    }

    @Test
    void charactersAreCountedAndBytesAreLimited() {
        assertThat(POLICY.violation("Жж1-Жж1-Жж1-")).isEmpty();
        assertThat(POLICY.violation("Aa1-" + "ж".repeat(35))).contains("Password must be at most 72 bytes long");
        assertThat(POLICY.violation("Aa1-" + "😀".repeat(7))).contains("Password must be at least 12 characters long");
    }

    @Test
    void whatIsNotRequiredIsNotMissed() {
        PasswordPolicy lax = new PasswordPolicy(
                8, new Classes(false, false, false, false), Duration.ofDays(90), 0, Duration.ofDays(14));

        assertThat(lax.violation("aaaaaaaa")).isEmpty();
    }

    @Test
    void anOldPasswordWarnsFourteenDaysBefore() {
        Instant setAt = NOW.minus(Duration.ofDays(76));

        assertThat(POLICY.warns(setAt, NOW)).isTrue();
        assertThat(POLICY.warns(setAt, NOW.minusSeconds(1))).isFalse();
        assertThat(POLICY.expiryOf(setAt)).isEqualTo(NOW.plus(Duration.ofDays(14)));
    }
}
