package io.artstore.storage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagsTest {
    private static final String TAG = "\"abc\"";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"abc\"', true, true",
                "'W/\"abc\"', false, true",
                "'\"x\", \"abc\"', true, true",
                "'\"x\" , W/\"abc\"', false, true",
                "'*', true, true",
                "'\"abcd\"', false, false",
                "'abc', false, false",
                "'\"a,b\"', false, false",
                "'', false, false",
            })
    void comparesStronglyForIfMatchAndWeaklyForIfNoneMatch(String header, boolean strongly, boolean weakly) {
        assertThat(EntityTags.matchNames(header, TAG)).isEqualTo(strongly);
        assertThat(EntityTags.noneMatchNames(header, TAG)).isEqualTo(weakly);
    }
}
