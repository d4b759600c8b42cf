package io.artstore.admin.repository;

import io.artstore.admin.domain.ElementAddress;
import io.artstore.admin.domain.ElementReport;
import io.artstore.admin.domain.ElementStatus;
import io.artstore.admin.domain.NewStorageElement;
import io.artstore.admin.domain.NewStorageElement.Terms;
import io.artstore.common.audit.AuditOutbox;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.Optional;

/** Writes who is registered: what an administrator registers, and what registers itself. */
public final class ElementRegistrationRepository {
    /** So that somebody who invents announcements cannot fill the database. */
    public static final int MAX_ELEMENTS = 1_000;

    private static final String COUNT = "SELECT count(*) AS total FROM public.storage_elements";

    private static final String INSERT = """
            INSERT INTO public.storage_elements (name, description, mode, storage_type, base_path, api_url, api_key,
                status, capacity_bytes, used_bytes, file_count, retention_days, is_replicated, replica_count,
                last_health_check, created_at, updated_at)
            VALUES ($1, $2, $3::text::storage_mode_enum, $4::text::storage_type_enum, $5, $6, $7,
                $8::text::storage_status_enum, $9, $10, $11, $12, $13, $14, CASE WHEN $15 THEN now() END, now(), now())
            RETURNING id""";

    private static final String INSERT_RECORD = """
            INSERT INTO artstore.storage_element_records (storage_element_id, element_id, priority, last_seen_at)
            VALUES ($1, $2, $3, CASE WHEN $2::text IS NOT NULL THEN now() END)
            ON CONFLICT (storage_element_id) DO UPDATE SET
                element_id = excluded.element_id, last_seen_at = excluded.last_seen_at, next_check_at = now()""";

    /** Of an element that was removed while it was being asked, or by the original. */
    private static final String FORGET_ORPHAN = """
            DELETE FROM artstore.storage_element_records r WHERE r.element_id = $1
                AND NOT EXISTS (SELECT 1 FROM public.storage_elements e WHERE e.id = r.storage_element_id)""";

    private static final String FORGET_REMOVAL = "DELETE FROM artstore.storage_element_removals WHERE element_id = $1";

    private static final String BY_ELEMENT_ID = """
            SELECT e.id FROM public.storage_elements e
            JOIN artstore.storage_element_records r ON r.storage_element_id = e.id WHERE r.element_id = $1""";

    /** A row that somebody, or the original, made for this element before it was ever heard. */
    private static final String UNBOUND = """
            SELECT e.id FROM public.storage_elements e
            LEFT JOIN artstore.storage_element_records r ON r.storage_element_id = e.id
            WHERE r.element_id IS NULL AND (e.api_url = $1 OR e.name = $2)
            ORDER BY e.api_url = $1 DESC, e.id LIMIT 1""";

    private static final String MOVE =
            "UPDATE public.storage_elements SET api_url = $2, updated_at = now() WHERE id = $1 AND api_url <> $2";

    private final RegistryWrites writes;

    public ElementRegistrationRepository(Pool pool, AuditOutbox outbox) {
        this.writes = new RegistryWrites(pool, outbox);
    }

    /**
     * The id of the new row; fails with 409 where the name, the address or the element is registered already.
     *
     * @param event recorded about the new row, with the change
     */
    public Future<Integer> register(NewStorageElement element, AuditEvent event) {
        String name = element.name().orElse(element.report().displayName());
        return writes.alone(transaction -> requireRoom(transaction)
                .compose(room -> RegistryWrites.requireFree(transaction, 0, name, element.address(), identity(element)))
                .compose(free -> forgetRemoval(transaction, element.report().elementId()))
                .compose(forgotten -> insert(transaction, name, element))
                .compose(id -> writes.record(transaction, id, event)));
    }

    /**
     * The row of an element that announced itself: the one it has, else one that was made for it before it was heard, else
     * a new one under its own name. Never a second one.
     *
     * @param event recorded about the row, unless it had this identity before
     */
    public Future<Integer> adopt(ElementAddress address, ElementReport report, AuditEvent event) {
        return writes.alone(transaction -> idOf(transaction, BY_ELEMENT_ID, report.elementId())
                .compose(known -> known.isPresent()
                        ? Future.succeededFuture(known.get())
                        : adoptUnknown(transaction, address, report, event)));
    }

    private Future<Integer> adoptUnknown(
            SqlClient transaction, ElementAddress address, ElementReport report, AuditEvent event) {
        return bindOrInsert(transaction, address, report).compose(id -> writes.record(transaction, id, event));
    }

    private static Future<Void> requireRoom(SqlClient transaction) {
        return transaction.query(COUNT).execute().map(rows -> {
            if (rows.iterator().next().getLong("total") >= MAX_ELEMENTS) {
                throw new ServiceException(
                        ErrorCode.CONFLICT,
                        MAX_ELEMENTS + " storage elements are registered, which is the most there may be");
            }
            return null;
        });
    }

    private static Optional<String> identity(NewStorageElement element) {
        return element.seen() ? Optional.of(element.report().elementId()) : Optional.empty();
    }

    private static Future<Integer> insert(SqlClient transaction, String name, NewStorageElement element) {
        ElementReport report = element.report();
        Terms terms = element.terms();
        ElementStatus status = !element.seen()
                ? ElementStatus.OFFLINE
                : report.ready() ? ElementStatus.ONLINE : ElementStatus.DEGRADED;
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.from(Arrays.asList(
                        name,
                        terms.description().orElse(null),
                        report.mode().name(),
                        report.storageType().name(),
                        report.basePath(),
                        element.address().url(),
                        terms.apiKey().orElse(null),
                        status.name(),
                        report.capacityBytes().orElse(null),
                        report.usedBytes(),
                        report.fileCount(),
                        terms.retentionDays().orElse(null),
                        terms.replicated(),
                        terms.replicaCount(),
                        element.seen())))
                .map(rows -> rows.iterator().next().getInteger("id"))
                .compose(id -> bind(transaction, id, identity(element), terms.priority()));
    }

    private static Future<Integer> bind(SqlClient transaction, int id, Optional<String> elementId, int priority) {
        return transaction
                .preparedQuery(FORGET_ORPHAN)
                .execute(Tuple.of(elementId.orElse(null)))
                .compose(forgotten -> transaction
                        .preparedQuery(INSERT_RECORD)
                        .execute(Tuple.of(id, elementId.orElse(null), priority)))
                .map(id);
    }

    private static Future<Integer> bindOrInsert(SqlClient transaction, ElementAddress address, ElementReport report) {
        return transaction
                .preparedQuery(UNBOUND)
                .execute(Tuple.of(address.url(), report.elementId()))
                .map(rows -> Rows.first(rows, row -> row.getInteger("id")))
                .compose(unbound -> unbound.map(id -> bindTo(transaction, id, address, report))
                        .orElseGet(() -> insertAnnounced(transaction, address, report)));
    }

    private static Future<Integer> bindTo(SqlClient transaction, int id, ElementAddress address, ElementReport report) {
        return transaction
                .preparedQuery(MOVE)
                .execute(Tuple.of(id, address.url()))
                .compose(moved ->
                        bind(transaction, id, Optional.of(report.elementId()), NewStorageElement.DEFAULT_PRIORITY));
    }

    private static Future<Integer> insertAnnounced(
            SqlClient transaction, ElementAddress address, ElementReport report) {
        return requireRoom(transaction)
                .compose(room -> freeName(transaction, report.elementId()))
                .compose(name -> insert(
                        transaction,
                        name,
                        new NewStorageElement(address, Optional.of(name), Terms.DEFAULT, report, true)));
    }

    /** Its own id, unless somebody gave that name to another element. */
    private static Future<String> freeName(SqlClient transaction, String elementId) {
        return transaction
                .preparedQuery("SELECT 1 FROM public.storage_elements WHERE name = $1")
                .execute(Tuple.of(elementId))
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture(elementId)
                        : transaction
                                .query("SELECT left(gen_random_uuid()::text, 8) AS suffix")
                                .execute()
                                .map(suffix -> elementId + "-"
                                        + suffix.iterator().next().getString("suffix")));
    }

    private static Future<Void> forgetRemoval(SqlClient transaction, String elementId) {
        return transaction
                .preparedQuery(FORGET_REMOVAL)
                .execute(Tuple.of(elementId))
                .mapEmpty();
    }

    private static Future<Optional<Integer>> idOf(SqlClient transaction, String statement, String elementId) {
        return transaction
                .preparedQuery(statement)
                .execute(Tuple.of(elementId))
                .map(rows -> Rows.first(rows, row -> row.getInteger("id")));
    }
}
