package io.artstore.common.audit;

import io.artstore.common.audit.AuditDelivery.Detour;
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
 * <p>An event that was added is in the log exactly once, whenever the process dies; one of the trail at most once. Belongs
 * to one event loop.
 */
public final class AuditOutbox {
    /** Nobody waits for these events, and many that share a batch cost a fraction of what they cost alone. */
    private static final long GATHER_MILLIS = 500;

    private static final long DRAIN_SECONDS = 2;
    /** How long admin may take for what is left at the end, before it goes into the outbox. */
    private static final long PATIENCE_MILLIS = 1_000;

    private final Vertx vertx;
    private final AuditOutboxRepository repository;
    private final AuditRelay relay;
    private final AuditTrail trail;

    private AuditOutbox(Vertx vertx, AuditOutboxRepository repository, AuditRelay relay, AuditTrail trail) {
        this.vertx = vertx;
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
        AuditTrail trail = new AuditTrail(
                name,
                new AuditDelivery(admin, new Relayed(repository, relay)),
                gathered -> vertx.setTimer(GATHER_MILLIS, timer -> gathered.run()),
                AuditTrail.BOUNDS);
        return new AuditOutbox(vertx, repository, relay, trail);
    }

    private record Relayed(AuditOutboxRepository repository, AuditRelay relay) implements Detour {
        @Override
        public Future<Void> store(List<AuditEvent> events) {
            return repository.add(AuditJson.writeAll(events)).onSuccess(stored -> relay.wake());
        }

        @Override
        public long batchesDelivered() {
            return relay.batchesDelivered();
        }
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

    /** Hands on or writes down what the trail still holds; what the relay has not delivered waits for the next start. */
    public Future<Void> close() {
        long patience = vertx.setTimer(PATIENCE_MILLIS, timer -> trail.hurry());
        return trail.drain().timeout(DRAIN_SECONDS, TimeUnit.SECONDS).transform(drained -> {
            vertx.cancelTimer(patience);
            return relay.stop();
        });
    }
}
