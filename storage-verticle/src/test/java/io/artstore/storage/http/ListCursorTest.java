package io.artstore.storage.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.storage.domain.ListPosition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListCursorTest {
    private static final long YEAR_9999_MICROS = 253_402_300_799_999_999L;

    @Property
    void isReadAsItWasWritten(
            @ForAll @LongRange(min = -1_000_000, max = YEAR_9999_MICROS) long micros,
            @ForAll long idHigh,
            @ForAll long idLow) {
        ListPosition position =
                new ListPosition(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), new UUID(idHigh, idLow));

        String cursor = ListCursor.write(position);

        assertThat(cursor).matches("[A-Za-z0-9_-]{43}");
        assertThat(ListCursor.read(cursor)).isEqualTo(position);
    }

    @Property(tries = 200)
    void isRefusedWithAnyCharacterChanged(@ForAll @IntRange(max = 41) int place, @ForAll long id) {
        String cursor = ListCursor.write(new ListPosition(Instant.EPOCH, new UUID(id, ~id)));
        char other = cursor.charAt(place) == 'A' ? 'B' : 'A';

        String changed = cursor.substring(0, place) + other + cursor.substring(place + 1);

        assertThatThrownBy(() -> ListCursor.read(changed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void beginsWhereItIsEmpty() {
        assertThat(ListCursor.read("")).isEqualTo(ListPosition.BEGINNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "!", "AAAA", "1234567890", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void isRefusedWhereItIsNone(String text) {
        assertThatThrownBy(() -> ListCursor.read(text)).hasMessageContaining("is not a cursor of this list");
    }
}
