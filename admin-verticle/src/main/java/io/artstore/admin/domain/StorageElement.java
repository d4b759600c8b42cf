package io.artstore.admin.domain;

import io.artstore.common.config.ElementMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A registered storage element: the contract's row, what the registry adds to it, and its health.
 *
 * @param elementId who it says it is; empty until it answered for the first time
 * @param retentionDays empty is without a limit
 * @param apiKeySet whether the contract's {@code api_key} has a value; the value stays in the database
 * @param priority lower goes first
 * @param availableBytes what it could take at its last answer
 */
public record StorageElement(
        int id,
        Optional<String> elementId,
        String name,
        Optional<String> description,
        ElementMode mode,
        StorageType storageType,
        String basePath,
        ElementAddress address,
        boolean apiKeySet,
        ElementStatus status,
        Optional<Long> capacityBytes,
        long usedBytes,
        int fileCount,
        Optional<Integer> retentionDays,
        Optional<Instant> lastHealthCheck,
        boolean replicated,
        int replicaCount,
        int priority,
        Optional<String> version,
        Optional<Long> availableBytes,
        Instant createdAt,
        Instant updatedAt,
        ElementHealth health) {
    public StorageElement {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(health, "health");
    }

    public boolean available(Duration staleAfter) {
        return status == ElementStatus.ONLINE && !health.stale(staleAfter);
    }

    public boolean writable(Duration staleAfter) {
        return available(staleAfter) && mode.allowsUpload();
    }

    public boolean deletable(Duration staleAfter) {
        return available(staleAfter) && mode.allowsDelete();
    }

    /** Share of the capacity that is used, in percent; empty without a capacity. */
    public OptionalDouble usagePercent() {
        return capacityBytes
                .filter(capacity -> capacity > 0)
                .map(capacity -> OptionalDouble.of(Math.round(10_000.0 * usedBytes / capacity) / 100.0))
                .orElseGet(OptionalDouble::empty);
    }

    /** What the capacity leaves, whatever the disk says; empty without a capacity. */
    public Optional<Long> freeBytes() {
        return capacityBytes.map(capacity -> Math.max(0, capacity - usedBytes));
    }

    /** When what it holds has been kept long enough, counted from its registration; empty without a limit. */
    public Optional<Instant> retentionEnds() {
        return retentionDays.map(days -> createdAt.plus(Duration.ofDays(days)));
    }
}
