package io.artstore.common.contract.admin;

import java.util.List;

/** Storage elements that may be given a document, in the order to try them. */
public record AvailableElements(List<AvailableElement> elements) {

    /**
     * One element as it said of itself a moment ago.
     *
     * @param id of its row in the registry
     * @param url where its HTTP interface is reached
     * @param mode {@code edit}, {@code rw}, {@code ro} or {@code ar}
     * @param priority lower goes first
     * @param capacityBytes null where it tells none
     * @param availableBytes what it could take; null where it tells neither that nor a capacity
     * @param ageMillis how old all this is
     */
    public record AvailableElement(
            int id,
            String elementId,
            String name,
            String url,
            String mode,
            int priority,
            Long capacityBytes,
            long usedBytes,
            Long availableBytes,
            long ageMillis) {}

    public AvailableElements {
        elements = List.copyOf(elements);
    }
}
