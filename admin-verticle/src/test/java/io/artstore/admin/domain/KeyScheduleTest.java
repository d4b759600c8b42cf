package io.artstore.admin.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KeyScheduleTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final KeySchedule SCHEDULE = KeySchedule.daily(Duration.ofDays(7));

    @Test
    void withoutAnyKeyOneIsDue() {
        assertThat(SCHEDULE.successorIsDue(List.of(), NOON)).isTrue();
        assertThat(SCHEDULE.signing(List.of(), NOON)).isEmpty();
    }

    @Test
    void theOnlyKeySignsAtOnce() {
        SigningKey only = key("only", NOON);

        assertThat(SCHEDULE.signing(List.of(only), NOON)).contains(only);
    }

    @Test
    void aSuccessorIsDueOneHourBeforeTheEnd() {
        List<SigningKey> keys = List.of(key("first", NOON));

        assertThat(SCHEDULE.successorIsDue(keys, NOON.plus(Duration.ofHours(24)).minusMillis(1)))
                .isFalse();
        assertThat(SCHEDULE.successorIsDue(keys, NOON.plus(Duration.ofHours(24))))
                .isTrue();
    }

    @Test
    void aSuccessorSignsOnlyAfterEveryReaderOfThePublishedSetHasHadTimeToSeeIt() {
        SigningKey first = key("first", NOON.minus(Duration.ofHours(24)));
        SigningKey second = key("second", NOON);
        List<SigningKey> keys = List.of(first, second);
        Duration readersAreFresh = KeySchedule.PUBLISHED_SET_MAX_AGE;

        assertThat(SCHEDULE.signing(keys, NOON.plus(readersAreFresh))).contains(first);
        assertThat(SCHEDULE.signing(keys, NOON.plus(readersAreFresh).plus(Duration.ofMinutes(1))))
                .contains(second);
    }

    @Test
    void anExpiredOrInactiveKeySignsNothing() {
        SigningKey expired = key("expired", NOON.minus(Duration.ofHours(25)));
        SigningKey inactive = new SigningKey(
                "inactive",
                SigningKey.RS256,
                "",
                "",
                NOON.minus(Duration.ofHours(1)),
                NOON.plus(Duration.ofHours(9)),
                false);

        assertThat(SCHEDULE.signing(List.of(expired, inactive), NOON)).isEmpty();
        assertThat(SCHEDULE.successorIsDue(List.of(expired, inactive), NOON)).isTrue();
    }

    @Test
    void whenTheOldKeyEndsBeforeTheNewOneWasPublishedLongEnoughTheNewOneSignsAllTheSame() {
        SigningKey expired = key("expired", NOON.minus(Duration.ofHours(25)));
        SigningKey fresh = key("fresh", NOON);

        assertThat(SCHEDULE.signing(List.of(expired, fresh), NOON)).contains(fresh);
    }

    @Test
    void whileEveryKeyIsTooYoungTheOnePublishedLongestSigns() {
        SigningKey first = key("first", NOON);
        SigningKey forced = key("forced", NOON.plusSeconds(60));

        assertThat(SCHEDULE.signing(List.of(forced, first), NOON.plusSeconds(61)))
                .contains(first);
    }

    @Test
    void aClockThatWasSetBackDoesNotStopTheSigning() {
        SigningKey ofTheFuture = key("future", NOON.plus(Duration.ofHours(3)));

        assertThat(SCHEDULE.signing(List.of(ofTheFuture), NOON)).contains(ofTheFuture);
    }

    @Test
    void aKeyWithoutTimeToSignIsNoSchedule() {
        assertThatThrownBy(() ->
                        new KeySchedule(Duration.ofHours(1), Duration.ofHours(1), Duration.ZERO, Duration.ofDays(7)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A month of a process that looks once a minute, whatever minute it began in. */
    @Property(tries = 20)
    void throughAMonthThereIsAlwaysAKeyThatSignsAndEveryUnexpiredTokenIsVerifiable(
            @ForAll @IntRange(max = 86_400) int offsetSeconds) {
        List<SigningKey> keys = new ArrayList<>();
        Instant start = NOON.plusSeconds(offsetSeconds);
        for (Instant now = start;
                now.isBefore(start.plus(Duration.ofDays(30)));
                now = now.plus(Duration.ofMinutes(1))) {
            if (SCHEDULE.successorIsDue(keys, now)) {
                keys.add(key("key-" + keys.size(), now));
            }
            SigningKey signing = SCHEDULE.signing(keys, now).orElseThrow();
            Instant tokenEnds = now.plus(Duration.ofDays(7));
            assertThat(signing.expiresAt()).isAfter(SCHEDULE.verificationLimit(tokenEnds));
        }
        assertThat(keys).hasSize(30);
    }

    private static SigningKey key(String version, Instant createdAt) {
        return new SigningKey(version, SigningKey.RS256, "", "", createdAt, SCHEDULE.expiryOf(createdAt), true);
    }
}
