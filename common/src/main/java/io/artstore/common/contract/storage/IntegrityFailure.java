package io.artstore.common.contract.storage;

import io.artstore.common.contract.CloudEvent;
import io.vertx.core.json.JsonObject;

/**
 * An element does not have the bytes of a document as they were given to it.
 *
 * @param elementId the element
 * @param fileId the document
 * @param damage {@code missing}, {@code wrong_size}, {@code unreadable} or {@code wrong_digest}
 * @param foundBy {@code download}, {@code scrub} or {@code verification}
 * @param detail one sentence for people
 */
public record IntegrityFailure(String elementId, String fileId, String damage, String foundBy, String detail) {
    /** Type of the event that tells of it. */
    public static final String EVENT = "storage.integrity.failed";

    public CloudEvent toEvent() {
        return CloudEvent.of(EVENT, "/storage/" + elementId, fileId, JsonObject.mapFrom(this));
    }

    public static IntegrityFailure fromEvent(CloudEvent event) {
        return event.data().mapTo(IntegrityFailure.class);
    }
}
