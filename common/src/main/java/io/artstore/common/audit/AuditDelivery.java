package io.artstore.common.audit;

import io.artstore.common.contract.admin.AuditApi;
import io.artstore.common.contract.admin.AuditBatch;
import io.artstore.common.contract.admin.AuditEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to admin, and those it does not confirm to the outbox, from where the relay brings them later. They keep
 * their identifiers, so those that had arrived all the same are not recorded twice.
 *
 * <p>While admin is away it is not asked: the relay finds out when it is back. Belongs to one event loop, which has one
 * batch under way at a time.
 */
final class AuditDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(AuditDelivery.class);
    private static final long NEVER = -1;

    private final AuditApi admin;
    private final Detour detour;

    private Promise<Integer> answer = Promise.promise();
    private long awaySince = NEVER;
    private boolean hurried;

    AuditDelivery(AuditApi admin, Detour detour) {
        this.admin = Objects.requireNonNull(admin, "admin");
        this.detour = Objects.requireNonNull(detour, "detour");
    }

    /** The way to admin that is longer and never closed. */
    interface Detour {
        /** Completes when the events are durable. */
        Future<Void> store(List<AuditEvent> events);

        /** How many batches have come to admin this way since the start. */
        long batchesDelivered();
    }

    /** Completes when the events are in the log or in the outbox; fails when neither took them. */
    Future<Void> deliver(List<AuditEvent> events) {
        return hurried || isAway()
                ? detour.store(events)
                : Future.succeededFuture(new AuditBatch(events))
                        .compose(this::ask)
                        .<Void>mapEmpty()
                        .recover(failure -> storeInstead(events, failure));
    }

    private Future<Void> storeInstead(List<AuditEvent> events, Throwable failure) {
        awaySince = detour.batchesDelivered();
        LOG.atDebug().setCause(failure).log("admin took no events; they go into the outbox");
        return detour.store(events);
    }

    /** Waits for no answer any more, nor for one that is due. */
    void hurry() {
        hurried = true;
        answer.tryFail("there is no time to wait for admin");
    }

    private boolean isAway() {
        return awaySince >= detour.batchesDelivered();
    }

    private Future<Integer> ask(AuditBatch batch) {
        Promise<Integer> mine = Promise.promise();
        answer = mine;
        admin.record(batch).onSuccess(mine::tryComplete).onFailure(mine::tryFail);
        return mine.future();
    }
}
