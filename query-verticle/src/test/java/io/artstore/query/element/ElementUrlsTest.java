package io.artstore.query.element;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementUrlsTest {

    @ParameterizedTest
    @ValueSource(strings = {"http://host:8010", "https://storage.example/elem", "http://[::1]:8010/"})
    void addressesOfTheWebAreAccepted(String url) {
        assertThat(ElementUrls.valid(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "host:8010", "file:///etc/passwd", "http://", "http://h?x=1", "http://h#f", "http://a b"})
    void everythingElseIsNot(String url) {
        assertThat(ElementUrls.valid(url)).isFalse();
    }
}
