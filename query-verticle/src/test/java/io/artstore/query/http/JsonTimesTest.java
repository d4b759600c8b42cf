package io.artstore.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTimesTest {

    @ParameterizedTest
    @CsvSource({
        "2025-02-01T00:00:00Z, 2025-02-01T00:00:00Z",
        "2025-02-01T00:00:00.1Z, 2025-02-01T00:00:00.100000Z",
        "2025-02-01T00:00:00.123456Z, 2025-02-01T00:00:00.123456Z",
        "2025-02-01T00:00:00.000000999Z, 2025-02-01T00:00:00Z"
    })
    void decimalsAreSixOrNone(Instant time, String text) {
        assertThat(JsonTimes.format(time)).isEqualTo(text);
    }
}
