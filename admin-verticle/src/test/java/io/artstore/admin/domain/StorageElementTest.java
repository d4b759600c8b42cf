package io.artstore.admin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.config.ElementMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract's model rules. */
class StorageElementTest {
    private static final Duration STALE = Duration.ofSeconds(30);
    private static final Instant CREATED = Instant.parse("2025-11-16T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "ONLINE,EDIT,1,true,true,true",
        "ONLINE,RW,1,true,true,false",
        "ONLINE,RO,1,true,false,false",
        "ONLINE,AR,1,true,false,false",
        "ONLINE,EDIT,30,false,false,false",
        "DEGRADED,EDIT,1,false,false,false",
        "OFFLINE,EDIT,1,false,false,false",
        "MAINTENANCE,EDIT,1,false,false,false"
    })
    void whatAnElementIsGoodForFollowsFromStatusModeAndAge(
            ElementStatus status,
            ElementMode mode,
            int ageSeconds,
            boolean available,
            boolean writable,
            boolean deletable) {
        StorageElement element =
                element(status, mode, Optional.of(Duration.ofSeconds(ageSeconds)), Optional.of(100L), 0);

        assertThat(element.available(STALE)).isEqualTo(available);
        assertThat(element.writable(STALE)).isEqualTo(writable);
        assertThat(element.deletable(STALE)).isEqualTo(deletable);
    }

    @Test
    void anElementThatNeverAnsweredIsStale() {
        assertThat(element(ElementStatus.ONLINE, ElementMode.EDIT, Optional.empty(), Optional.empty(), 0)
                        .available(STALE))
                .isFalse();
    }

    @Test
    void roomIsNeverNegativeAndUnknownWithoutACapacity() {
        StorageElement overfull =
                element(ElementStatus.ONLINE, ElementMode.EDIT, Optional.empty(), Optional.of(100L), 150);
        StorageElement boundless =
                element(ElementStatus.ONLINE, ElementMode.EDIT, Optional.empty(), Optional.empty(), 5);

        assertThat(overfull.freeBytes()).contains(0L);
        assertThat(overfull.usagePercent()).hasValue(150.0);
        assertThat(boundless.freeBytes()).isEmpty();
        assertThat(boundless.usagePercent()).isEmpty();
        assertThat(boundless.retentionEnds()).contains(CREATED.plus(Duration.ofDays(10)));
    }

    private static StorageElement element(
            ElementStatus status, ElementMode mode, Optional<Duration> age, Optional<Long> capacity, long used) {
        ElementHealth health = new ElementHealth(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                age,
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty());
        return new StorageElement(
                1,
                Optional.of("element"),
                "element",
                Optional.empty(),
                mode,
                StorageType.LOCAL,
                "element",
                new ElementAddress("http://element"),
                false,
                status,
                capacity,
                used,
                0,
                Optional.of(10),
                Optional.empty(),
                false,
                0,
                100,
                Optional.empty(),
                Optional.empty(),
                CREATED,
                CREATED,
                health);
    }
}
