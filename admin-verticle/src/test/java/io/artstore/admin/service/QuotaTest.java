package io.artstore.admin.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** So many within a period, for each name apart. */
class QuotaTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Quota quota = new Quota(2, Duration.ofHours(1), nanos::get);

    @Test
    void whatIsTooMuchForOneNameIsNotForAnother() {
        assertThat(quota.admit("a")).isTrue();
        assertThat(quota.admit("a")).isTrue();
        assertThat(quota.admit("a")).isFalse();
        assertThat(quota.admit("b")).isTrue();
    }

    @Test
    void askingTooOftenDoesNotProlongTheWait() {
        quota.admit("a");
        quota.admit("a");
        nanos.addAndGet(Duration.ofMinutes(59).toNanos());
        quota.admit("a");
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());

        assertThat(quota.admit("a")).isTrue();
    }
}
