package io.artstore.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-22T12:49:22.172009Z, 2026-11-22T12:49:22.172009Z",
        "2026-11-22T12:49:22.172Z, 2026-11-22T12:49:22.172000Z",
        "2026-11-22T12:49:22Z, 2026-11-22T12:49:22Z",
        "2026-11-22T12:49:22.000000999Z, 2026-11-22T12:49:22Z"
    })
    void momentsAreWrittenAsTheCheckpointDoes(Instant instant, String expected) {
        assertThat(Timestamps.utc(instant)).isEqualTo(expected);
    }

    @Test
    void noMomentIsNull() {
        assertThat(Timestamps.utc(Optional.empty())).isNull();
    }
}
