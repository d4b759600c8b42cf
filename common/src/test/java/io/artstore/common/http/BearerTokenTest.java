package io.artstore.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6750, section 2.1. */
class BearerTokenTest {
    @ParameterizedTest
    @CsvSource({
        "Bearer abc.DEF-123_~+/=, abc.DEF-123_~+/=",
        "bearer abc, abc",
        "BEARER    abc, abc",
        "'Bearer abc  ', abc"
    })
    void isFoundInEverySpelling(String header, String token) {
        assertThat(BearerToken.read(header)).contains(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer a b",
                "Bearer a,b",
                "Bearer абв",
                "Bearerabc",
                "Basic abc",
                "Bearer\tabc"
            })
    void isNotFoundInAnythingElse(String header) {
        assertThat(BearerToken.read(header)).isEmpty();
    }
}
