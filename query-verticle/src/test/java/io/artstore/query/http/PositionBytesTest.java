package io.artstore.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.query.domain.SearchPosition;
import io.artstore.query.domain.SortKey;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PositionBytesTest {
    private final byte[] bytes = PositionBytes.write(new SearchPosition(new SortKey.Name("a"), "7", Optional.empty()));

    @Test
    void aPositionOfAnotherFormatIsRefusedAndNotMisread() throws IOException {
        byte[] older = bytes.clone();
        older[0]--;

        assertThat(PositionBytes.read(bytes).id()).isEqualTo("7");
        assertThatThrownBy(() -> PositionBytes.read(older)).isInstanceOf(IOException.class);
    }

    @Test
    void aPositionThatIsCutOrGoesOnIsRefused() {
        for (int length = 0; length <= bytes.length + 1; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            if (length != bytes.length) {
                assertThatThrownBy(() -> PositionBytes.read(cut))
                        .as("%s bytes", length)
                        .isInstanceOf(IOException.class);
            }
        }
    }
}
