package io.artstore.admin.repository;

import io.artstore.admin.domain.ElementAddress;
import io.artstore.admin.domain.StorageElement;
import io.artstore.admin.domain.StorageElementEdit;
import io.artstore.common.audit.AuditOutbox;
import io.artstore.common.contract.admin.AuditEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.Optional;

/** Writes what administrators decide about registered elements. */
public final class ElementAdministrationRepository {
    private static final String REMEMBER_REMOVAL = """
            INSERT INTO artstore.storage_element_removals (element_id, removed_by) VALUES ($1, $2)
            ON CONFLICT (element_id) DO UPDATE SET removed_at = now(), removed_by = excluded.removed_by""";

    private static final String DELETE = "WITH record AS (DELETE FROM artstore.storage_element_records"
            + " WHERE storage_element_id = $1) DELETE FROM public.storage_elements WHERE id = $1";

    private static final String BY_ID = StorageElementRows.SELECT + "WHERE e.id = $1";

    private static final String UPDATE = """
            UPDATE public.storage_elements SET name = $2, description = $3, api_url = $4,
                api_key = CASE WHEN $5 THEN $6 ELSE api_key END, retention_days = $7, is_replicated = $8,
                replica_count = $9,
                status = CASE WHEN $10 THEN 'MAINTENANCE'
                    WHEN $11 AND status = 'MAINTENANCE' THEN 'OFFLINE' ELSE status END::storage_status_enum,
                updated_at = now()
            WHERE id = $1""";

    private static final String UPDATE_RECORD = """
            INSERT INTO artstore.storage_element_records (storage_element_id, priority) VALUES ($1, $2)
            ON CONFLICT (storage_element_id) DO UPDATE SET priority = excluded.priority, next_check_at = now()""";

    private final RegistryWrites writes;

    public ElementAdministrationRepository(Pool pool, AuditOutbox outbox) {
        this.writes = new RegistryWrites(pool, outbox);
    }

    /** What the edit made of it; empty where there is no such row. Fails with 409 where name or address is taken. */
    public Future<Optional<StorageElement>> update(int id, StorageElementEdit edit, AuditEvent event) {
        return writes.alone(transaction -> find(transaction, id)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(found)
                        : update(transaction, found.get(), edit, event)));
    }

    private Future<Optional<StorageElement>> update(
            SqlClient transaction, StorageElement current, StorageElementEdit edit, AuditEvent event) {
        return apply(transaction, current, edit)
                .compose(done -> writes.record(transaction, current.id(), event))
                .compose(done -> find(transaction, current.id()));
    }

    /**
     * Removes an element that holds nothing, or any with {@code evenWithDocuments}, and remembers that somebody wanted it
     * gone.
     *
     * @return the element as it was, removed or, where it still holds documents, not; empty where there is no such row
     */
    public Future<Optional<StorageElement>> remove(int id, boolean evenWithDocuments, AuditEvent event) {
        return writes.alone(transaction -> find(transaction, id)
                .compose(found ->
                        found.isEmpty() || (!evenWithDocuments && found.get().fileCount() > 0)
                                ? Future.succeededFuture(found)
                                : remove(transaction, found.get(), event).map(found)));
    }

    private Future<Void> remove(SqlClient transaction, StorageElement element, AuditEvent event) {
        AuditEvent told = event.with("name", element.name()).with("file_count", element.fileCount());
        return delete(transaction, element, event.actor().name())
                .compose(done -> writes.record(transaction, element.id(), told))
                .mapEmpty();
    }

    private static Future<Void> apply(SqlClient transaction, StorageElement current, StorageElementEdit edit) {
        String name = edit.name().orElse(current.name());
        ElementAddress address = edit.address().orElse(current.address());
        return RegistryWrites.requireFree(transaction, current.id(), name, address, Optional.empty())
                .compose(free -> transaction
                        .preparedQuery(UPDATE)
                        .execute(Tuple.from(Arrays.asList(
                                current.id(),
                                name,
                                edit.description().orElse(current.description()).orElse(null),
                                address.url(),
                                edit.apiKey().value().isPresent(),
                                edit.apiKey().orElse(Optional.empty()).orElse(null),
                                edit.retentionDays()
                                        .orElse(current.retentionDays())
                                        .orElse(null),
                                edit.replicated().orElse(current.replicated()),
                                edit.replicaCount().orElse(current.replicaCount()),
                                edit.maintenance().orElse(false),
                                !edit.maintenance().orElse(true)))))
                .compose(updated -> transaction
                        .preparedQuery(UPDATE_RECORD)
                        .execute(Tuple.of(current.id(), edit.priority().orElse(current.priority()))))
                .mapEmpty();
    }

    private static Future<Void> delete(SqlClient transaction, StorageElement element, String by) {
        Future<Void> remembered = element.elementId()
                .map(elementId -> transaction
                        .preparedQuery(REMEMBER_REMOVAL)
                        .execute(Tuple.of(elementId, by))
                        .<Void>mapEmpty())
                .orElseGet(Future::succeededFuture);
        return remembered
                .compose(done -> transaction.preparedQuery(DELETE).execute(Tuple.of(element.id())))
                .mapEmpty();
    }

    private static Future<Optional<StorageElement>> find(SqlClient transaction, int id) {
        return transaction
                .preparedQuery(BY_ID)
                .execute(Tuple.of(id))
                .map(rows -> Rows.first(rows, StorageElementRows::element));
    }
}
