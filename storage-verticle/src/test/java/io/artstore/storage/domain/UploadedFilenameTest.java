package io.artstore.storage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadedFilenameTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "a.txt, a.txt",
                "'C:\\dir\\a.txt', a.txt",
                "'\\\\server\\share\\a.txt', a.txt",
                "/tmp/a.txt, /tmp/a.txt",
                "'say \\\"hi\\\".txt', 'say \"hi\".txt'",
                "'back\\\\slash', 'back\\slash'",
                "'a\\b', 'a\\b'",
                "'', ''",
            })
    void isTheNameTheClientMeant(String parameter, String name) {
        assertThat(UploadedFilename.of(parameter)).isEqualTo(name);
    }
}
