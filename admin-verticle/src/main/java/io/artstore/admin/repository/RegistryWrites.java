package io.artstore.admin.repository;

import io.artstore.admin.domain.ElementAddress;
import io.artstore.common.audit.AuditOutbox;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.database.PgFailures;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What every change of the registry needs: one writer at a time over all nodes, because the contract's table has no
 * constraint that would keep an address or an element from being registered twice; and the audit event in the same
 * transaction.
 */
final class RegistryWrites {
    private static final String TAKEN = """
            SELECT e.name, CASE WHEN e.name = $2 THEN 'name' WHEN e.api_url = $3 THEN 'address' ELSE 'element' END AS fact
            FROM public.storage_elements e
            LEFT JOIN artstore.storage_element_records r ON r.storage_element_id = e.id
            WHERE e.id <> $1 AND (e.name = $2 OR e.api_url = $3 OR r.element_id = $4)
            ORDER BY e.id LIMIT 1""";

    private final Pool pool;
    private final AuditOutbox outbox;

    RegistryWrites(Pool pool, AuditOutbox outbox) {
        this.pool = Objects.requireNonNull(pool, "pool");
        this.outbox = Objects.requireNonNull(outbox, "outbox");
    }

    /** In a transaction that no other writer of the registry overlaps. */
    <T> Future<T> alone(Function<SqlConnection, Future<T>> work) {
        return pool.withTransaction(transaction ->
                        AdvisoryLock.STORAGE_ELEMENTS.take(transaction).compose(locked -> work.apply(transaction)))
                .onSuccess(committed -> outbox.committed())
                .recover(PgFailures::explain);
    }

    /** Adds an event about a row to what the transaction commits. */
    Future<Integer> record(SqlClient transaction, int id, AuditEvent event) {
        return outbox.add(transaction, event.about(Integer.toString(id))).map(id);
    }

    /**
     * Fails with 409 where another row has the name, the address or the identity.
     *
     * @param self the row itself, or 0 for one that is not there yet
     */
    static Future<Void> requireFree(
            SqlClient transaction, int self, String name, ElementAddress address, Optional<String> elementId) {
        return transaction
                .preparedQuery(TAKEN)
                .execute(Tuple.of(self, name, address.url(), elementId.orElse(null)))
                .map(rows -> {
                    Rows.first(rows, row -> taken(row, name, address)).ifPresent(conflict -> {
                        throw conflict;
                    });
                    return null;
                });
    }

    private static ServiceException taken(Row row, String name, ElementAddress address) {
        String other = "'" + row.getString("name") + "'";
        return new ServiceException(
                ErrorCode.CONFLICT,
                switch (row.getString("fact")) {
                    case "name" -> "the name '" + name + "' is that of another storage element; choose another one";
                    case "address" -> "the address " + address + " is that of the storage element " + other;
                    default -> "the element is registered already, as " + other;
                });
    }
}
