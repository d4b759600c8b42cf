package io.artstore.storage.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-22T12:47:47.291151Z, 2026-11-22T12:47:47.291151+00:00",
        "2026-11-22T12:47:47.000001Z, 2026-11-22T12:47:47.000001+00:00",
        "2026-11-22T12:47:47.500Z, 2026-11-22T12:47:47.500000+00:00",
        "2026-11-22T12:47:00Z, 2026-11-22T12:47:00+00:00",
    })
    void writesWhatPythonWrites(String moment, String text) {
        assertThat(Timestamps.format(Instant.parse(moment))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T12:47:47.291151+00:00, 2026-11-22T12:47:47.291151Z",
        "2026-11-22T12:47:47Z, 2026-11-22T12:47:47Z",
        "2026-11-22T15:47:47+03:00, 2026-11-22T12:47:47Z",
        "2026-11-22T12:47:47.291151, 2026-11-22T12:47:47.291151Z",
        "2026-11-22 12:47:47+00:00, 2026-11-22T12:47:47Z",
    })
    void readsWhatTheOriginalReads(String text, String moment) {
        assertThat(Timestamps.parse(text)).isEqualTo(Instant.parse(moment));
    }

    @Test
    void refusesWhatIsNoMoment() {
        assertThatThrownBy(() -> Timestamps.parse("yesterday")).isInstanceOf(DateTimeException.class);
    }
}
