package io.artstore.query.element;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeedPaceTest {

    @Test
    void theWaitDoublesWithEachFailureUpToTheCeiling() {
        FeedPace pace = FeedPace.DEFAULT;

        assertThat(IntStream.of(1, 2, 3, 4, 5, 1_000_000).mapToObj(pace::waitAfterFailures))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
    }

    @Test
    void afterTheBellThePullsCalmDownToTheFloor() {
        FeedPace pace = FeedPace.DEFAULT;

        assertThat(IntStream.rangeClosed(1, 8).mapToObj(pace::waitAfterBell))
                .extracting(Duration::toMillis)
                .containsExactly(25L, 50L, 100L, 200L, 400L, 800L, 1_000L, 1_000L);
    }
}
