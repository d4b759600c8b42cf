package io.artstore.query.element;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.storage.ElementAnnouncement;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ElementDirectoryTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-11-16T08:30:00Z"));
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final ElementDirectory directory = new ElementDirectory(clock);

    @Test
    void anElementIsReachedWhereItLastAnnouncedItself() {
        directory.heard(new ElementAnnouncement("e", "http://old:1", "edit"));

        directory.heard(new ElementAnnouncement("e", "http://new:1", "rw"));

        assertThat(directory.urlOf("e", "http://row:1")).isEqualTo("http://new:1");
        assertThat(directory.fresh("e"))
                .map(ElementDirectory.KnownElement::mode)
                .hasValue("rw");
    }

    @Test
    void afterThirtySecondsOfSilenceTheIndexIsBelievedInstead() {
        directory.heard(new ElementAnnouncement("e", "http://new:1", "edit"));

        now.updateAndGet(time -> time.plus(ElementDirectory.STALE_AFTER));

        assertThat(directory.fresh("e")).isEmpty();
        assertThat(directory.urlOf("e", "http://row:1")).isEqualTo("http://row:1");
    }
}
