package io.artstore.admin.http;

import io.artstore.admin.domain.ElementFault;
import io.artstore.admin.domain.ElementHealth;
import io.artstore.admin.domain.ElementReport;
import io.artstore.admin.domain.ElementStatus;
import io.artstore.admin.domain.RegistrySummary;
import io.artstore.admin.domain.RegistrySummary.ModeTotals;
import io.artstore.admin.domain.StorageElement;
import io.artstore.admin.domain.StorageType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Bodies of the registry: the contract's columns under their names, then what the registry adds. */
final class StorageElementJson {
    private static final double MILLIS_PER_SECOND = 1_000;

    private final Duration staleAfter;

    StorageElementJson(Duration staleAfter) {
        this.staleAfter = Objects.requireNonNull(staleAfter, "staleAfter");
    }

    JsonObject element(StorageElement element) {
        return new JsonObject()
                .put("id", element.id())
                .put("name", element.name())
                .put("description", element.description().orElse(null))
                .put("mode", element.mode().label())
                .put("storage_type", element.storageType().label())
                .put("base_path", element.basePath())
                .put("api_url", element.address().url())
                .put("api_key_set", element.apiKeySet())
                .put("status", element.status().label())
                .put("capacity_bytes", element.capacityBytes().orElse(null))
                .put("used_bytes", element.usedBytes())
                .put("file_count", element.fileCount())
                .put("retention_days", element.retentionDays().orElse(null))
                .put("last_health_check", Timestamps.utc(element.lastHealthCheck()))
                .put("is_replicated", element.replicated())
                .put("replica_count", element.replicaCount())
                .put("created_at", Timestamps.utc(element.createdAt()))
                .put("updated_at", Timestamps.utc(element.updatedAt()))
                .put("element_id", element.elementId().orElse(null))
                .put("priority", element.priority())
                .put("version", element.version().orElse(null))
                .put("available_bytes", element.availableBytes().orElse(null))
                .put("is_available", element.available(staleAfter))
                .put("is_writable", element.writable(staleAfter))
                .put("health", health(element.health()));
    }

    JsonObject statistics(StorageElement element) {
        return new JsonObject()
                .put("id", element.id())
                .put("name", element.name())
                .put("element_id", element.elementId().orElse(null))
                .put("mode", element.mode().label())
                .put("status", element.status().label())
                .put("capacity_bytes", element.capacityBytes().orElse(null))
                .put("used_bytes", element.usedBytes())
                .put("free_bytes", element.freeBytes().orElse(null))
                .put("available_bytes", element.availableBytes().orElse(null))
                .put("usage_percent", nullable(element.usagePercent()))
                .put("file_count", element.fileCount())
                .put("is_available", element.available(staleAfter))
                .put("is_writable", element.writable(staleAfter))
                .put("is_deletable", element.deletable(staleAfter))
                .put("retention_expires_at", Timestamps.utc(element.retentionEnds()))
                .put("health", health(element.health()));
    }

    JsonObject page(long total, List<StorageElement> elements, int skip, int limit) {
        return new JsonObject()
                .put("total", total)
                .put("items", array(elements, this::element))
                .put("skip", skip)
                .put("limit", limit);
    }

    JsonObject retention(List<StorageElement> elements, Instant now) {
        return new JsonObject()
                .put("total", elements.size())
                .put("items", array(elements, element -> retention(element, now)));
    }

    JsonObject candidates(List<StorageElement> elements) {
        return new JsonObject()
                .put("total", elements.size())
                .put("items", array(elements, StorageElementJson::candidate));
    }

    static JsonObject summary(RegistrySummary summary) {
        JsonObject byStatus = new JsonObject();
        for (ElementStatus status : ElementStatus.values()) {
            byStatus.put(status.label(), summary.byStatus().getOrDefault(status, 0L));
        }
        JsonObject byType = new JsonObject();
        for (StorageType type : StorageType.values()) {
            byType.put(type.label(), summary.byType().getOrDefault(type, 0L));
        }
        JsonObject byMode = new JsonObject();
        summary.byMode().forEach(totals -> byMode.put(totals.mode().label(), totals(totals)));
        return new JsonObject()
                .put("total", summary.total())
                .put("by_status", byStatus)
                .put("by_mode", byMode)
                .put("by_storage_type", byType)
                .put("eligible", summary.eligible())
                .put("stale", summary.stale())
                .put("capacity_bytes", sum(summary, ModeTotals::capacityBytes))
                .put("used_bytes", sum(summary, ModeTotals::usedBytes))
                .put("file_count", sum(summary, ModeTotals::fileCount));
    }

    static JsonObject report(ElementReport report) {
        return new JsonObject()
                .put("name", report.elementId())
                .put("display_name", report.displayName())
                .put("version", report.version().orElse(null))
                .put("mode", report.mode().label())
                .put("storage_type", report.storageType().label())
                .put("base_path", report.basePath())
                .put("capacity_bytes", report.capacityBytes().orElse(null))
                .put("used_bytes", report.usedBytes())
                .put("file_count", report.fileCount())
                .put("status", (report.ready() ? ElementStatus.ONLINE : ElementStatus.DEGRADED).label())
                .put("element_id", report.elementId())
                .put("available_bytes", report.availableBytes().orElse(null));
    }

    private JsonObject health(ElementHealth health) {
        return new JsonObject()
                .put("stale", health.stale(staleAfter))
                .put(
                        "age_seconds",
                        health.age()
                                .map(age -> age.toMillis() / MILLIS_PER_SECOND)
                                .orElse(null))
                .put("last_seen_at", Timestamps.utc(health.lastSeen()))
                .put("last_answer_at", Timestamps.utc(health.lastAnswer()))
                .put("last_check_at", Timestamps.utc(health.lastCheck()))
                .put("latency_ms", health.latency().map(Duration::toMillis).orElse(null))
                .put("consecutive_failures", health.consecutiveFailures())
                .put("fault", health.fault().map(ElementFault::label).orElse(null))
                .put("fault_detail", health.faultDetail().orElse(null));
    }

    private JsonObject retention(StorageElement element, Instant now) {
        return element(element)
                .put("retention_expires_at", Timestamps.utc(element.retentionEnds()))
                .put(
                        "days_until_expiry",
                        element.retentionEnds()
                                .map(end -> Duration.between(now, end).toDays())
                                .orElse(null));
    }

    private static JsonObject candidate(StorageElement element) {
        return new JsonObject()
                .put("id", element.id())
                .put("element_id", element.elementId().orElse(null))
                .put("name", element.name())
                .put("api_url", element.address().url())
                .put("mode", element.mode().label())
                .put("priority", element.priority())
                .put("capacity_bytes", element.capacityBytes().orElse(null))
                .put("used_bytes", element.usedBytes())
                .put("available_bytes", element.availableBytes().orElse(null))
                .put(
                        "age_seconds",
                        element.health()
                                .age()
                                .map(age -> age.toMillis() / MILLIS_PER_SECOND)
                                .orElse(null));
    }

    private static JsonObject totals(ModeTotals totals) {
        return new JsonObject()
                .put("elements", totals.elements())
                .put("capacity_bytes", totals.capacityBytes())
                .put("used_bytes", totals.usedBytes())
                .put("file_count", totals.fileCount());
    }

    private static long sum(RegistrySummary summary, Function<ModeTotals, Long> value) {
        return summary.byMode().stream().map(value).mapToLong(Long::longValue).sum();
    }

    private static JsonArray array(List<StorageElement> elements, Function<StorageElement, JsonObject> body) {
        JsonArray items = new JsonArray();
        elements.stream().map(body).forEach(items::add);
        return items;
    }

    private static Double nullable(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
