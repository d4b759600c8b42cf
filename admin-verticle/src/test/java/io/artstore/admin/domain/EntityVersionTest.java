package io.artstore.admin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** A version names one state of an account and no other. */
class EntityVersionTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.000001Z");

    @Property(tries = 200)
    void everyChangeIsANewVersionEvenWhenTheClockIsSetBack(@ForAll @LongRange(min = -5, max = 5) long micros) {
        EntityVersion version = new EntityVersion(NOW);

        Instant next = version.next(NOW.plus(micros, ChronoUnit.MICROS).plusNanos(123));

        assertThat(next).isAfter(NOW).isEqualTo(next.truncatedTo(ChronoUnit.MICROS));
        assertThat(new EntityVersion(next).tag()).isNotEqualTo(version.tag());
    }

    @Test
    void ifMatchListsStrongTagsOrAStar() {
        EntityVersion version = new EntityVersion(NOW);

        assertThat(version.isNamedBy("\"other\", " + version.tag())).isTrue();
        assertThat(version.isNamedBy(" * ")).isTrue();
        assertThat(version.isNamedBy("W/" + version.tag())).isFalse();
        assertThat(version.isNamedBy("\"other\"")).isFalse();
        assertThat(version.isNamedBy("")).isFalse();
    }
}
