package io.artstore.storage.service.fixity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private long now = -5;
    private final Pace pace = new Pace(null, 1_000, () -> now);

    @Test
    void letsSoManyBytesPassInASecond() {
        assertThat(pace.waitMillis(500)).isEqualTo(500);
        assertThat(pace.waitMillis(500)).isEqualTo(1_000);
        now += TimeUnit.SECONDS.toNanos(1);
        assertThat(pace.waitMillis(100)).isEqualTo(100);
    }

    @Test
    void doesNotMakeUpForTimeThatWasNotUsed() {
        now += TimeUnit.HOURS.toNanos(1);

        assertThat(pace.waitMillis(1_000)).isEqualTo(1_000);
        assertThat(pace.waitMillis(1_000)).isEqualTo(2_000);
    }

    @Test
    void zeroIsNoLimit() {
        assertThat(new Pace(null, 0, () -> now).waitMillis(1L << 40)).isZero();
    }
}
