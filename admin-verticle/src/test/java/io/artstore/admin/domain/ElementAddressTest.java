package io.artstore.admin.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://Storage-1:8010,http://storage-1:8010",
        "HTTPS://storage-1/,https://storage-1",
        "http://10.0.0.7:8010/elements/one//,http://10.0.0.7:8010/elements/one",
        "http://[::1]:8010,http://[::1]:8010"
    })
    void onePlaceHasOneSpelling(String written, String kept) {
        assertThat(ElementAddress.parse(written).url()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "storage-1:8010",
                "ftp://storage-1",
                "http://",
                "http://a b",
                "http://u@storage-1",
                "http://storage-1?x=1",
                "http://storage-1#x",
                "http://storage-1:0",
                "http://storage-1:65536",
                "http:///path",
                "//storage-1"
            })
    void whatIsNoAddressOfAnElementIsRefusedWithASentence(String written) {
        assertThatThrownBy(() -> ElementAddress.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(is|must) .+");
    }

    @Test
    void anAddressFitsItsColumn() {
        assertThatThrownBy(() -> ElementAddress.parse("http://" + "a".repeat(ElementAddress.MAX_LENGTH)))
                .hasMessageContaining("255");
    }
}
