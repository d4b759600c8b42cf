package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.instant;
import static io.artstore.admin.repository.Rows.optionalInstant;
import static io.artstore.admin.repository.Rows.optionalText;

import io.artstore.admin.domain.ElementAddress;
import io.artstore.admin.domain.ElementFault;
import io.artstore.admin.domain.ElementHealth;
import io.artstore.admin.domain.ElementStatus;
import io.artstore.admin.domain.StorageElement;
import io.artstore.admin.domain.StorageType;
import io.artstore.common.config.ElementMode;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Optional;

/** Reads elements from the contract's table joined with the registry's own. */
final class StorageElementRows {
    /** Rows that the original made have no record until they are checked for the first time. */
    static final String SELECT = """
            SELECT e.id, e.name, e.description, e.mode, e.storage_type, e.base_path, e.api_url,
                e.api_key IS NOT NULL AS api_key_set, e.status, e.capacity_bytes, e.used_bytes, e.file_count,
                e.retention_days, e.last_health_check, e.is_replicated, e.replica_count, e.created_at, e.updated_at,
                r.element_id, coalesce(r.priority, 100) AS priority, r.version, r.available_bytes, r.last_seen_at,
                r.last_answer_at, r.last_check_at, r.latency_ms, r.fault, r.fault_detail,
                coalesce(r.consecutive_failures, 0) AS consecutive_failures,
                extract(epoch FROM now() - r.last_answer_at)::float8 AS age_seconds
            FROM public.storage_elements e
            LEFT JOIN artstore.storage_element_records r ON r.storage_element_id = e.id
            """;

    private static final double MILLIS_PER_SECOND = 1_000;

    private StorageElementRows() {}

    static StorageElement element(Row row) {
        return new StorageElement(
                row.getInteger("id"),
                optionalText(row, "element_id"),
                row.getString("name"),
                optionalText(row, "description"),
                ElementMode.valueOf(row.getString("mode")),
                StorageType.valueOf(row.getString("storage_type")),
                row.getString("base_path"),
                new ElementAddress(row.getString("api_url")),
                row.getBoolean("api_key_set"),
                ElementStatus.valueOf(row.getString("status")),
                Optional.ofNullable(row.getLong("capacity_bytes")),
                row.getLong("used_bytes"),
                row.getInteger("file_count"),
                Optional.ofNullable(row.getInteger("retention_days")),
                optionalInstant(row, "last_health_check"),
                row.getBoolean("is_replicated"),
                row.getInteger("replica_count"),
                row.getInteger("priority"),
                optionalText(row, "version"),
                Optional.ofNullable(row.getLong("available_bytes")),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                health(row));
    }

    private static ElementHealth health(Row row) {
        return new ElementHealth(
                optionalInstant(row, "last_seen_at"),
                optionalInstant(row, "last_answer_at"),
                optionalInstant(row, "last_check_at"),
                Optional.ofNullable(row.getDouble("age_seconds")).map(StorageElementRows::duration),
                Optional.ofNullable(row.getInteger("latency_ms")).map(Duration::ofMillis),
                row.getInteger("consecutive_failures"),
                optionalText(row, "fault").map(ElementFault::valueOf),
                optionalText(row, "fault_detail"));
    }

    /** Not negative: a database clock that was set back makes an answer no younger than now. */
    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.max(0, Math.round(seconds * MILLIS_PER_SECOND)));
    }
}
