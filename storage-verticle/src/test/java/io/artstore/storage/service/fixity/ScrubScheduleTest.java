package io.artstore.storage.service.fixity;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.storage.domain.ScrubPass;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScrubScheduleTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration PERIOD = Duration.ofDays(30);

    @Test
    void anElementThatWasNeverScrubbedIsDue() {
        assertThat(ScrubSchedule.isDue(Optional.empty(), PERIOD, NOW)).isTrue();
    }

    @Test
    void aPassBeginsEarlyEnoughToBeOverWithinThePeriod() {
        assertThat(due(Duration.ofDays(23), Duration.ofDays(22))).isFalse();
        assertThat(due(Duration.ofDays(24), Duration.ofDays(23))).isTrue();
    }

    @Test
    void aPassThatWasNotCompletedGoesOnAfterADay() {
        assertThat(ScrubSchedule.isDue(attempted(Duration.ofHours(23)), PERIOD, NOW))
                .isFalse();
        assertThat(ScrubSchedule.isDue(attempted(Duration.ofHours(24)), PERIOD, NOW))
                .isTrue();
    }

    private static boolean due(Duration sinceStart, Duration sinceEnd) {
        return ScrubSchedule.isDue(
                Optional.of(new ScrubPass(NOW.minus(sinceStart), NOW.minus(sinceStart), NOW.minus(sinceEnd))),
                PERIOD,
                NOW);
    }

    private static Optional<ScrubPass> attempted(Duration ago) {
        return Optional.of(
                new ScrubPass(NOW.minus(Duration.ofDays(2)), NOW.minus(ago), NOW.minus(Duration.ofDays(40))));
    }
}
