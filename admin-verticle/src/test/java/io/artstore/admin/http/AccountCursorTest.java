package io.artstore.admin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.admin.domain.AccountPosition;
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

class AccountCursorTest {
    private static final long YEAR_5000_MICROS = 95_617_584_000_000_000L;

    @Property(tries = 200)
    void everyPlaceIsReadAsItWasWritten(
            @ForAll @LongRange(min = 0, max = YEAR_5000_MICROS) long micros,
            @ForAll @IntRange(min = 1, max = 999_999_999) int number,
            @ForAll long bits) {
        Instant createdAt = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        AccountPosition<Integer> user = new AccountPosition<>(createdAt, number);
        AccountPosition<UUID> account = new AccountPosition<>(createdAt, new UUID(bits, ~bits));

        assertThat(AccountCursor.NUMBERED.read(AccountCursor.NUMBERED.write(user)))
                .contains(user);
        assertThat(AccountCursor.NAMED.read(AccountCursor.NAMED.write(account))).contains(account);
    }

    @Test
    void theEmptyTextIsTheBeginning() {
        assertThat(AccountCursor.NUMBERED.read("")).isEmpty();
    }

    /** Text of no list, of another list, without an id, with a number that no user has, and without end. */
    @ParameterizedTest
    @ValueSource(
            strings = {"x", "%", "MTcgMjYyN2EzZTgtMmU2Ny00", "MTc", "MTcgMA", "MTcgOTk5OTk5OTk5OTk5OTk5", "\u0000"})
    void whatWasNeverWrittenIsRefused(String text) {
        for (String refused : new String[] {text, text.repeat(200)}) {
            assertThatThrownBy(() -> AccountCursor.NUMBERED.read(refused))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not a cursor of this list");
        }
    }
}
