package io.artstore.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, http://127.0.0.1:8000",
        "::, http://127.0.0.1:8000",
        "[::], http://127.0.0.1:8000",
        "::1, http://[::1]:8000",
        "[::1], http://[::1]:8000",
        "artstore.example.org, http://artstore.example.org:8000",
    })
    void aClientOnThisMachineReachesTheListenerWhereverItListens(String host, String address) {
        HttpSettings settings = new HttpSettings(
                host, 8000, Optional.empty(), List.of(), Duration.ofSeconds(1), 1, Duration.ofSeconds(1));

        assertThat(settings.localAddress()).hasToString(address);
    }
}
