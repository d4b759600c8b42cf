package io.artstore.common.audit;

import io.artstore.common.audit.repository.AuditOutboxRepository;
import io.artstore.common.contract.admin.AuditApi;
import io.artstore.common.contract.admin.AuditEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a module needs to have its events in the audit log: {@link #add} within the transaction of a change,
 * {@link #committed()} after it, and {@link #trail()} for what changes nothing.
 *
 * <p>An event that was added is in the log exactly once, whenever the process dies. Belongs to one event loop.
 */
public final class AuditOutbox {
    /** About 10 MB. */
    private static final int WAITING_EVENTS = 10_000;

    private static final long DRAIN_SECONDS = 2;

    private final AuditOutboxRepository repository;
    private final AuditRelay relay;
    private final AuditTrail trail;

    private AuditOutbox(AuditOutboxRepository repository, AuditRelay relay, AuditTrail trail) {
        this.repository = repository;
        this.relay = relay;
        this.trail = trail;
    }

    /**
     * Opens an outbox and relays what lies there.
     *
     * @param name the listener it belongs to, as in metrics
     * @param table {@link AuditOutboxRepository#TABLE} or {@link AuditOutboxRepository#ofElement}
     */
    public static AuditOutbox open(Vertx vertx, String name, Pool pool, String table, AuditApi admin) {
        AuditOutboxRepository repository = new AuditOutboxRepository(pool, table);
        AuditRelay relay = AuditRelay.start(vertx, name, repository, admin);
        return new AuditOutbox(repository, relay, new AuditTrail(name, repository, relay::wake, WAITING_EVENTS));
    }

    /** Adds events with a client's connection, so that they are committed if and only if its transaction is. */
    public Future<Void> add(SqlClient transaction, AuditEvent... events) {
        return repository.add(transaction, AuditJson.writeAll(List.of(events)));
    }

    /** To be called after a commit, so that the events are on their way at once. */
    public void committed() {
        relay.wake();
    }

    public AuditTrail trail() {
        return trail;
    }

    /** Writes down what the trail still holds; what the relay has not delivered waits for the next start. */
    public Future<Void> close() {
        return trail.drain().timeout(DRAIN_SECONDS, TimeUnit.SECONDS).transform(drained -> relay.stop());
    }
}
