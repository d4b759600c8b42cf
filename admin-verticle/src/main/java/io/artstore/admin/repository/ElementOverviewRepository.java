package io.artstore.admin.repository;

import io.artstore.admin.domain.ElementStatus;
import io.artstore.admin.domain.RegistrySummary;
import io.artstore.admin.domain.RegistrySummary.ModeTotals;
import io.artstore.admin.domain.StorageElement;
import io.artstore.admin.domain.StorageType;
import io.artstore.common.config.ElementMode;
import io.artstore.common.database.PgFailures;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Questions to all elements at once: which may be given a document, and how many there are of what kind. */
public final class ElementOverviewRepository {
    private static final String FRESH = "r.last_answer_at > now() - $1::float8 * interval '1 second'";

    /** Within a priority the fullest first: one is filled before the next is begun. */
    private static final String AVAILABLE = StorageElementRows.SELECT + "WHERE e.status = 'ONLINE' AND " + FRESH + """
             AND r.element_id IS NOT NULL AND r.mode = $2
                AND coalesce(r.available_bytes, 9223372036854775807) >= $3
            ORDER BY r.priority, e.used_bytes::float8 / nullif(r.capacity_bytes, 0) DESC NULLS LAST, r.element_id
            LIMIT $4""";

    private static final String SUMMARY = """
            SELECT e.status, e.mode, e.storage_type, count(*) AS elements,
                coalesce(sum(e.capacity_bytes), 0)::bigint AS capacity, sum(e.used_bytes)::bigint AS used,
                sum(e.file_count)::bigint AS files,
                count(*) FILTER (WHERE (%1$s) IS NOT TRUE) AS stale,
                count(*) FILTER (WHERE e.status = 'ONLINE' AND %1$s) AS eligible
            FROM public.storage_elements e
            LEFT JOIN artstore.storage_element_records r ON r.storage_element_id = e.id
            GROUP BY e.status, e.mode, e.storage_type""".formatted(FRESH);

    private final Pool pool;
    private final double staleAfterSeconds;

    public ElementOverviewRepository(Pool pool, Duration staleAfter) {
        this.pool = Objects.requireNonNull(pool, "pool");
        this.staleAfterSeconds = staleAfter.toMillis() / 1_000.0;
    }

    /** Online elements of a mode with a recent answer and this much room: by priority, then the fullest first. */
    public Future<List<StorageElement>> available(ElementMode mode, long minFreeBytes, int limit) {
        return pool.preparedQuery(AVAILABLE)
                .execute(Tuple.of(staleAfterSeconds, mode.label(), minFreeBytes, limit))
                .map(rows -> rows.stream().map(StorageElementRows::element).toList())
                .recover(PgFailures::explain);
    }

    public Future<RegistrySummary> summary() {
        return pool.preparedQuery(SUMMARY)
                .execute(Tuple.of(staleAfterSeconds))
                .map(ElementOverviewRepository::summary)
                .recover(PgFailures::explain);
    }

    private static RegistrySummary summary(RowSet<Row> rows) {
        Map<ElementStatus, Long> byStatus = new EnumMap<>(ElementStatus.class);
        Map<StorageType, Long> byType = new EnumMap<>(StorageType.class);
        Map<ElementMode, ModeTotals> byMode = new EnumMap<>(ElementMode.class);
        long stale = 0;
        long eligible = 0;
        for (Row row : rows) {
            long elements = row.getLong("elements");
            byStatus.merge(ElementStatus.valueOf(row.getString("status")), elements, Long::sum);
            byType.merge(StorageType.valueOf(row.getString("storage_type")), elements, Long::sum);
            ModeTotals totals = totals(row);
            byMode.merge(totals.mode(), totals, ElementOverviewRepository::sum);
            stale += row.getLong("stale");
            eligible += row.getLong("eligible");
        }
        return new RegistrySummary(byStatus, new ArrayList<>(byMode.values()), byType, stale, eligible);
    }

    private static ModeTotals totals(Row row) {
        return new ModeTotals(
                ElementMode.valueOf(row.getString("mode")),
                row.getLong("elements"),
                row.getLong("capacity"),
                row.getLong("used"),
                row.getLong("files"));
    }

    private static ModeTotals sum(ModeTotals one, ModeTotals other) {
        return new ModeTotals(
                one.mode(),
                one.elements() + other.elements(),
                one.capacityBytes() + other.capacityBytes(),
                one.usedBytes() + other.usedBytes(),
                one.fileCount() + other.fileCount());
    }
}
