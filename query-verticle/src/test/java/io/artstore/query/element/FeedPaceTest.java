package io.artstore.query.element;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

        assertThat(IntStream.rangeClosed(1, 6).mapToObj(pace::waitAfterBell))
                .extracting(Duration::toMillis)
                .containsExactly(100L, 200L, 400L, 800L, 1_000L, 1_000L);
    }

    @Test
    void aBellAfterAQuietTimeIsHeededAtOnceAndOneOfABusyElementWithTheNextOnes() {
        FeedPace pace = FeedPace.DEFAULT;

        assertThat(Stream.of(0, 30, 100, 5_000).map(Duration::ofMillis).map(pace::waitAfterPull))
                .extracting(Duration::toMillis)
                .containsExactly(100L, 70L, 0L, 0L);
    }
}
