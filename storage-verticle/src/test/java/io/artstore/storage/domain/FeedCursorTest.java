package io.artstore.storage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedCursorTest {
    @Test
    void readsWhatItWrote() {
        FeedCursor cursor = new FeedCursor("7711021140207778091.1.16385", "18446744073709551615", 42);

        assertThat(FeedCursor.parse(cursor.toString())).contains(cursor);
    }

    @Test
    void beginsWithNothing() {
        assertThat(FeedCursor.parse("")).contains(FeedCursor.BEGINNING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1:",
                ":1",
                "1:2",
                ":1:2",
                "1.1.1:1",
                "a:1:2",
                "1:b:2",
                "1:-1:2",
                "1:1:-2",
                "1:18446744073709551616:0",
                "1:1:9999999999999999999",
                "1:1:2;"
            })
    void refusesWhatNoFeedGave(String text) {
        assertThat(FeedCursor.parse(text)).isEmpty();
    }
}
