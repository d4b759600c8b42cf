package io.artstore.common.contract.admin;

import io.vertx.codegen.annotations.GenIgnore;
import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;

/** Asks admin which tokens were revoked. */
@ProxyGen
public interface RevocationsApi {
    /** Where admin answers. */
    String ADDRESS = "artstore.admin.revocations.v1";

    /** Type of the event that tells that something was revoked. */
    String CHANGED_EVENT = "admin.revocations.changed";

    /** The most revocations one answer holds. */
    int MAX_PAGE = 1_000;

    /**
     * Revocations that have not expired. What was told before may be told again, so that none is missed.
     *
     * @param after 0, then the {@link Revocations#next()} of the last answer
     */
    Future<Revocations> revocations(long after);

    /** A client whose calls fail after five seconds. */
    @GenIgnore
    static RevocationsApi client(Vertx vertx) {
        return new RevocationsApiVertxEBProxy(vertx, ADDRESS, new DeliveryOptions().setSendTimeout(5_000));
    }
}
