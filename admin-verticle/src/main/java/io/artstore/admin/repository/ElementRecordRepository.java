package io.artstore.admin.repository;

import io.artstore.admin.domain.ElementAddress;
import io.artstore.admin.domain.ElementFault;
import io.artstore.admin.domain.ElementReport;
import io.artstore.admin.domain.ElementStatus;
import io.artstore.common.database.PgFailures;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes what became of asking elements: one record each, with one age, in {@code artstore.storage_element_records}. What
 * the contract's table has of it is written in the same statement.
 *
 * <p>Times are those of the database, whose clock is one for all nodes.
 */
public final class ElementRecordRepository {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final int MAX_DETAIL = 500;

    private static final String ADD_MISSING = """
            INSERT INTO artstore.storage_element_records (storage_element_id)
            SELECT e.id FROM public.storage_elements e
            WHERE NOT EXISTS (SELECT 1 FROM artstore.storage_element_records r WHERE r.storage_element_id = e.id)
            ON CONFLICT DO NOTHING""";

    private static final String FORGET_ORPHANS = """
            DELETE FROM artstore.storage_element_records r
            WHERE NOT EXISTS (SELECT 1 FROM public.storage_elements e WHERE e.id = r.storage_element_id)""";

    /** The jitter keeps elements that were registered together from being asked together for ever. */
    private static final String CLAIM = """
            WITH due AS (
                SELECT storage_element_id FROM artstore.storage_element_records WHERE next_check_at <= now()
                ORDER BY next_check_at LIMIT $1 FOR UPDATE SKIP LOCKED
            )
            UPDATE artstore.storage_element_records r
            SET next_check_at = now() + $2::float8 * (0.9 + 0.2 * random()) * interval '1 second'
            FROM due, public.storage_elements e
            WHERE r.storage_element_id = due.storage_element_id AND e.id = due.storage_element_id
            RETURNING e.id, r.element_id, e.api_url""";

    private static final String TARGET = """
            SELECT e.id, r.element_id, e.api_url FROM public.storage_elements e
            LEFT JOIN artstore.storage_element_records r ON r.storage_element_id = e.id WHERE e.id = $1""";

    private static final String ANSWERED = """
            WITH record AS (
                INSERT INTO artstore.storage_element_records AS r (storage_element_id, element_id, version, mode,
                    capacity_bytes, available_bytes, latency_ms, last_seen_at, last_answer_at, last_check_at)
                SELECT $1, $2, $3, $4, $5, $6, $7, now(), now(), now()
                WHERE EXISTS (SELECT 1 FROM public.storage_elements WHERE id = $1)
                ON CONFLICT (storage_element_id) DO UPDATE SET
                    element_id = coalesce(r.element_id, excluded.element_id), version = excluded.version,
                    mode = excluded.mode, capacity_bytes = excluded.capacity_bytes,
                    available_bytes = excluded.available_bytes, latency_ms = excluded.latency_ms,
                    last_seen_at = now(), last_answer_at = now(), last_check_at = now(), consecutive_failures = 0,
                    fault = NULL, fault_detail = NULL
            ), answer AS (
                SELECT $1::integer AS id, upper($4)::storage_mode_enum AS mode, $8::text::storage_type_enum AS type,
                    $5::bigint AS capacity, $9::bigint AS used, $10::integer AS files,
                    $11::text::storage_status_enum AS status
            )
            UPDATE public.storage_elements e SET
                mode = a.mode, storage_type = a.type, capacity_bytes = a.capacity, used_bytes = a.used,
                file_count = a.files, last_health_check = now(),
                status = CASE WHEN e.status = 'MAINTENANCE' THEN e.status ELSE a.status END,
                updated_at = CASE WHEN (e.mode, e.storage_type, e.capacity_bytes)
                    IS DISTINCT FROM (a.mode, a.type, a.capacity) THEN now() ELSE e.updated_at END
            FROM answer a WHERE e.id = a.id""";

    private static final String FAILED = """
            WITH record AS (
                INSERT INTO artstore.storage_element_records AS r
                    (storage_element_id, last_check_at, consecutive_failures, fault, fault_detail)
                SELECT $1, now(), 1, $2, $3 WHERE EXISTS (SELECT 1 FROM public.storage_elements WHERE id = $1)
                ON CONFLICT (storage_element_id) DO UPDATE SET
                    last_check_at = now(), consecutive_failures = r.consecutive_failures + 1, fault = excluded.fault,
                    fault_detail = excluded.fault_detail
                RETURNING storage_element_id AS id, consecutive_failures AS failures,
                    $4 OR last_answer_at IS NULL OR last_answer_at <= now() - $5::float8 * interval '1 second' AS gone
            )
            UPDATE public.storage_elements e SET
                last_health_check = now(),
                status = CASE WHEN record.gone AND e.status <> 'MAINTENANCE' THEN 'OFFLINE' ELSE e.status END
            FROM record WHERE e.id = record.id
            RETURNING record.failures""";

    /** An element that has moved, changed or come back is asked at once. */
    private static final String HEARD = """
            UPDATE artstore.storage_element_records r SET
                last_seen_at = now(),
                next_check_at = CASE
                    WHEN e.status = 'OFFLINE' OR e.api_url <> $2 OR r.mode IS DISTINCT FROM $3 THEN now()
                    ELSE r.next_check_at END
            FROM public.storage_elements e
            WHERE e.id = r.storage_element_id AND r.element_id = $1
            RETURNING e.id, e.api_url <> $2 AS moved""";

    private static final String MOVE =
            "UPDATE public.storage_elements SET api_url = $2, updated_at = now() WHERE id = $1";

    private static final String REMOVED = "SELECT 1 FROM artstore.storage_element_removals WHERE element_id = $1";

    private final Pool pool;
    private final Duration staleAfter;

    /** An element to ask. */
    public record Target(int id, Optional<String> elementId, ElementAddress address) {}

    /** What the registry knows of an element that announced itself. */
    public enum Heard {
        KNOWN,
        REMOVED,
        UNKNOWN
    }

    public ElementRecordRepository(Pool pool, Duration staleAfter) {
        this.pool = Objects.requireNonNull(pool, "pool");
        this.staleAfter = Objects.requireNonNull(staleAfter, "staleAfter");
    }

    /** Fits the records to rows that the original, or somebody with SQL, added or removed. */
    public Future<Void> fit() {
        return pool.query(FORGET_ORPHANS)
                .execute()
                .compose(forgotten -> pool.query(ADD_MISSING).execute())
                .<Void>mapEmpty()
                .recover(PgFailures::explain);
    }

    /** Elements that are due, those overdue longest first; nobody else gets them before the next period. */
    public Future<List<Target>> claimDue(int limit, Duration period) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(limit, seconds(period)))
                .map(rows -> rows.stream().map(ElementRecordRepository::target).toList())
                .recover(PgFailures::explain);
    }

    public Future<Optional<Target>> target(int id) {
        return pool.preparedQuery(TARGET)
                .execute(Tuple.of(id))
                .map(rows -> Rows.first(rows, ElementRecordRepository::target))
                .recover(PgFailures::explain);
    }

    /** False where the identity the element gave is that of another row. */
    public Future<Boolean> answered(int id, ElementReport report, Duration latency) {
        ElementStatus status = report.ready() ? ElementStatus.ONLINE : ElementStatus.DEGRADED;
        return pool.preparedQuery(ANSWERED)
                .execute(Tuple.from(Arrays.asList(
                        id,
                        report.elementId(),
                        report.version().orElse(null),
                        report.mode().label(),
                        report.capacityBytes().orElse(null),
                        report.room() == Long.MAX_VALUE ? null : report.room(),
                        Math.toIntExact(Math.min(latency.toMillis(), Integer.MAX_VALUE)),
                        report.storageType().name(),
                        report.usedBytes(),
                        report.fileCount(),
                        status.name())))
                .map(true)
                .recover(failure ->
                        failure instanceof PgException refused && UNIQUE_VIOLATION.equals(refused.getSqlState())
                                ? Future.succeededFuture(false)
                                : PgFailures.explain(failure));
    }

    /**
     * Counts a failure. An element that may only have been slow stays what it was until it is stale; one that is certainly
     * not there is offline at once.
     *
     * @return how often in a row it has failed now; 0 where the element was removed meanwhile
     */
    public Future<Integer> failed(int id, ElementFault fault, String detail) {
        boolean certain = fault == ElementFault.REFUSED || !fault.passing();
        String kept = detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL);
        return pool.preparedQuery(FAILED)
                .execute(Tuple.of(id, fault.name(), kept, certain, seconds(staleAfter)))
                .map(rows -> Rows.first(rows, row -> row.getInteger("failures")).orElse(0))
                .recover(PgFailures::explain);
    }

    /** Takes note of an announcement, and of the address in it. */
    public Future<Heard> heard(String elementId, ElementAddress address, String mode) {
        return pool.preparedQuery(HEARD)
                .execute(Tuple.of(elementId, address.url(), mode))
                .map(rows -> Rows.first(rows, row -> row))
                .compose(known -> known.map(row -> moveIfItDid(row, address)).orElseGet(() -> unknown(elementId)))
                .recover(PgFailures::explain);
    }

    private Future<Heard> moveIfItDid(Row row, ElementAddress address) {
        return row.getBoolean("moved")
                ? pool.preparedQuery(MOVE)
                        .execute(Tuple.of(row.getInteger("id"), address.url()))
                        .map(Heard.KNOWN)
                : Future.succeededFuture(Heard.KNOWN);
    }

    private Future<Heard> unknown(String elementId) {
        return pool.preparedQuery(REMOVED)
                .execute(Tuple.of(elementId))
                .map(rows -> rows.size() > 0 ? Heard.REMOVED : Heard.UNKNOWN);
    }

    private static Target target(Row row) {
        return new Target(
                row.getInteger("id"),
                Rows.optionalText(row, "element_id"),
                new ElementAddress(row.getString("api_url")));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
