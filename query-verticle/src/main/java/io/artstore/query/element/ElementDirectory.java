package io.artstore.query.element;

import io.artstore.common.contract.storage.ElementAnnouncement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which elements there are and where, as they said themselves. Belongs to one event loop.
 *
 * <p>An element that has said nothing for {@link #STALE_AFTER} may have moved or gone; what the index remembers of it is
 * then as good as what it last announced.
 */
public final class ElementDirectory {
    public static final Duration STALE_AFTER = Duration.ofSeconds(30);

    /**
     * An element as last heard of.
     *
     * @param mode {@code edit}, {@code rw}, {@code ro} or {@code ar}
     */
    public record KnownElement(String id, String url, String mode, Instant heardAt) {}

    private final Clock clock;
    private final Map<String, KnownElement> elements = new HashMap<>();

    public ElementDirectory(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Takes note of an announcement. */
    public void heard(ElementAnnouncement announcement) {
        elements.put(
                announcement.elementId(),
                new KnownElement(announcement.elementId(), announcement.url(), announcement.mode(), clock.instant()));
    }

    /** The element, if it announced itself recently enough to be believed. */
    public Optional<KnownElement> fresh(String elementId) {
        Instant oldest = clock.instant().minus(STALE_AFTER);
        return Optional.ofNullable(elements.get(elementId))
                .filter(known -> known.heardAt().isAfter(oldest));
    }

    /** Where to fetch an element's documents: what it announced recently, else what the index remembers. */
    public String urlOf(String elementId, String remembered) {
        return fresh(elementId).map(KnownElement::url).orElse(remembered);
    }
}
