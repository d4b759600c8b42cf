package io.artstore.admin.domain;

import io.artstore.common.config.ElementMode;
import java.util.List;
import java.util.Optional;

/**
 * Which registered elements are wanted, and which page of them.
 *
 * @param search a part of the name or of the element id, in either case
 */
public record StorageElementQuery(
        Optional<ElementStatus> status,
        Optional<ElementMode> mode,
        Optional<StorageType> storageType,
        Optional<String> search,
        int skip,
        int limit) {

    /** A page; {@code total} counts all that match. */
    public record Page(long total, List<StorageElement> elements) {
        public Page {
            elements = List.copyOf(elements);
        }
    }
}
