package io.artstore.admin.domain;

import io.artstore.common.config.ElementMode;
import java.util.List;
import java.util.Map;

/**
 * All registered elements together.
 *
 * @param stale those without a recent answer
 * @param eligible online with a recent answer
 */
public record RegistrySummary(
        Map<ElementStatus, Long> byStatus,
        List<ModeTotals> byMode,
        Map<StorageType, Long> byType,
        long stale,
        long eligible) {

    /** The elements of one mode. */
    public record ModeTotals(ElementMode mode, long elements, long capacityBytes, long usedBytes, long fileCount) {}

    public RegistrySummary {
        byStatus = Map.copyOf(byStatus);
        byMode = List.copyOf(byMode);
        byType = Map.copyOf(byType);
    }

    public long total() {
        return byStatus.values().stream().mapToLong(Long::longValue).sum();
    }
}
