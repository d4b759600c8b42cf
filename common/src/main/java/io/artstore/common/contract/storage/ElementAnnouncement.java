package io.artstore.common.contract.storage;

import io.artstore.common.contract.CloudEvent;
import io.vertx.core.json.JsonObject;

/**
 * What an element says of itself on the bus: at start, every few seconds, and when asked by {@link #WANTED_EVENT}.
 *
 * @param elementId the element
 * @param url where its HTTP interface is reached
 * @param mode {@code edit}, {@code rw}, {@code ro} or {@code ar}
 */
public record ElementAnnouncement(String elementId, String url, String mode) {
    /** Type of the event that carries an announcement. */
    public static final String EVENT = "storage.element.announced";

    /** Type of the event with which a newcomer asks every element to announce itself. */
    public static final String WANTED_EVENT = "storage.element.wanted";

    public CloudEvent toEvent() {
        return CloudEvent.of(EVENT, "/storage/" + elementId, elementId, JsonObject.mapFrom(this));
    }

    public static ElementAnnouncement fromEvent(CloudEvent event) {
        return event.data().mapTo(ElementAnnouncement.class);
    }
}
