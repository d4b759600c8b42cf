package io.artstore.common.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Requests per minute, by a clock the test holds. */
class RateLimiterTest {
    private final AtomicLong nanos = new AtomicLong();
    private final RateLimiter limiter = new RateLimiter(nanos::get);

    @Test
    void aMinutesWorthMayComeAtOnceAndTheNextOneWaits() {
        for (int i = 1; i <= 60; i++) {
            assertThat(limiter.take("a", 60).remaining()).isEqualTo(60 - i);
        }

        Budget refused = limiter.take("a", 60);

        assertThat(refused.admitted()).isFalse();
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(refused.limit()).isEqualTo(60);
    }

    @Test
    void whoWaitsAsLongAsTheyWereToldIsAdmitted() {
        exhaust("a", 7);
        Budget refused = limiter.take("a", 7);

        advance(Duration.ofSeconds(refused.retryAfterSeconds()));

        assertThat(limiter.take("a", 7).admitted()).isTrue();
        assertThat(limiter.take("a", 7).admitted()).isFalse();
    }

    @Test
    void aRefusedRequestCostsNothing() {
        exhaust("a", 60);
        for (int i = 0; i < 1_000; i++) {
            limiter.take("a", 60);
        }

        advance(Duration.ofSeconds(1));

        assertThat(limiter.take("a", 60).admitted()).isTrue();
    }

    @Test
    void lookingTakesNothing() {
        for (int i = 0; i < 100; i++) {
            assertThat(limiter.look("a", 1).admitted()).isTrue();
        }

        assertThat(limiter.take("a", 1).admitted()).isTrue();
        assertThat(limiter.look("a", 1).admitted()).isFalse();
    }

    @Test
    void keysDoNotShareABudget() {
        exhaust("a", 3);

        assertThat(limiter.take("b", 3).admitted()).isTrue();
    }

    @Test
    void aMinuteFillsWhatWasUsedUp() {
        exhaust("a", 10);

        advance(Duration.ofMinutes(1));

        assertThat(limiter.take("a", 10).remaining()).isEqualTo(9);
    }

    private void exhaust(String key, int perMinute) {
        for (int i = 0; i < perMinute; i++) {
            limiter.take(key, perMinute);
        }
    }

    private void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
