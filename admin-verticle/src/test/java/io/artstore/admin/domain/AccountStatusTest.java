package io.artstore.admin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What an account's status is at a moment, whatever the column says. */
class AccountStatusTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void anActiveAccountExpiresTheMomentItsSecretDoes() {
        ServiceAccount account = account(ServiceAccountStatus.ACTIVE, NOW);

        assertThat(account.statusAt(NOW.minusMillis(1))).isEqualTo(ServiceAccountStatus.ACTIVE);
        assertThat(account.statusAt(NOW)).isEqualTo(ServiceAccountStatus.EXPIRED);
    }

    @ParameterizedTest
    @EnumSource(value = ServiceAccountStatus.class, names = "ACTIVE", mode = Mode.EXCLUDE)
    void anAccountThatIsNotActiveStaysWhatItIs(ServiceAccountStatus status) {
        assertThat(account(status, NOW.minusSeconds(1)).statusAt(NOW)).isEqualTo(status);
        assertThat(account(status, NOW.plusSeconds(1)).statusAt(NOW)).isEqualTo(status);
    }

    @Test
    void aSecretWarnsInItsLastSevenDays() {
        assertThat(account(ServiceAccountStatus.ACTIVE, NOW.plus(Duration.ofDays(8)))
                        .requiresRotationWarning(NOW))
                .isFalse();
        assertThat(account(ServiceAccountStatus.ACTIVE, NOW.plus(Duration.ofDays(7)))
                        .requiresRotationWarning(NOW))
                .isTrue();
        assertThat(account(ServiceAccountStatus.ACTIVE, NOW.plus(Duration.ofHours(23)))
                        .requiresRotationWarning(NOW))
                .isFalse();
        assertThat(account(ServiceAccountStatus.ACTIVE, NOW.minusSeconds(1)).daysUntilExpiry(NOW))
                .isZero();
    }

    @Test
    void aLockoutEnds() {
        User user = user(UserStatus.LOCKED, Optional.of(NOW));

        assertThat(user.statusAt(NOW.minusMillis(1))).isEqualTo(UserStatus.LOCKED);
        assertThat(user.statusAt(NOW)).isEqualTo(UserStatus.ACTIVE);
    }

    @Test
    void aLockWithoutEndStays() {
        assertThat(user(UserStatus.LOCKED, Optional.empty()).statusAt(NOW)).isEqualTo(UserStatus.LOCKED);
    }

    @ParameterizedTest
    @EnumSource(
            value = UserStatus.class,
            names = {"INACTIVE", "DELETED"})
    void anEndedLockoutRevivesNobodyWhoWasSwitchedOff(UserStatus status) {
        assertThat(user(status, Optional.of(NOW.minusSeconds(1))).statusAt(NOW)).isEqualTo(status);
    }

    @Test
    void neitherSecretsNorHashesShowInTexts() {
        assertThat(account(ServiceAccountStatus.ACTIVE, NOW).toString()).doesNotContain("the-hash");
        assertThat(user(UserStatus.ACTIVE, Optional.empty()).toString()).doesNotContain("the-hash");
        assertThat(new InitialIdentities.Credential("the-secret", "the-hash", true).toString())
                .doesNotContain("the-");
        assertThat(new SigningKey("v", SigningKey.RS256, "the-private-key", "p", NOW, NOW, true).toString())
                .doesNotContain("the-private-key");
    }

    private static ServiceAccount account(ServiceAccountStatus status, Instant secretExpiresAt) {
        return new ServiceAccount(
                new UUID(0, 1),
                "reports",
                Optional.empty(),
                "sa_prod_reports_1",
                "the-hash",
                ServiceAccountRole.USER,
                status,
                false,
                100,
                NOW,
                secretExpiresAt,
                Optional.of(new ServiceAccount.PreviousSecret("the-hash", NOW)),
                Optional.empty(),
                NOW,
                NOW);
    }

    private static User user(UserStatus status, Optional<Instant> lockoutUntil) {
        return new User(
                1,
                "alice",
                "alice@example.org",
                Optional.empty(),
                Optional.empty(),
                Optional.of("the-hash"),
                false,
                UserRole.USER,
                status,
                false,
                Optional.empty(),
                0,
                lockoutUntil,
                Optional.empty(),
                NOW,
                NOW);
    }
}
