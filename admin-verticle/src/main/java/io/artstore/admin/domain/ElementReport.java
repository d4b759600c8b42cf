package io.artstore.admin.domain;

import io.artstore.common.config.ElementMode;
import java.util.Objects;
import java.util.Optional;

/**
 * What an element says of itself when it is asked.
 *
 * @param elementId who it is
 * @param displayName how it wants to be called
 * @param version of its program
 * @param basePath the last component of its base directory
 * @param availableBytes what it could take now: quota, disk, and uploads under way considered
 * @param ready whether it says that traffic is welcome
 */
public record ElementReport(
        String elementId,
        String displayName,
        Optional<String> version,
        ElementMode mode,
        StorageType storageType,
        String basePath,
        Optional<Long> capacityBytes,
        long usedBytes,
        int fileCount,
        Optional<Long> availableBytes,
        boolean ready) {
    public ElementReport {
        Objects.requireNonNull(elementId, "elementId");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(storageType, "storageType");
    }

    /** What the element could take now, or what its capacity leaves where it does not say; unlimited without either. */
    public long room() {
        return availableBytes.orElseGet(() ->
                capacityBytes.map(capacity -> Math.max(0, capacity - usedBytes)).orElse(Long.MAX_VALUE));
    }
}
