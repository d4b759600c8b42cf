package io.artstore.common.contract.admin;

import io.vertx.codegen.annotations.GenIgnore;
import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;

/** Takes events into the audit log. */
@ProxyGen
public interface AuditApi {
    /** Where admin answers. */
    String ADDRESS = "artstore.admin.audit.v1";

    /** The most events one batch may hold. */
    int MAX_BATCH = 500;

    /**
     * Records events, all or none. Once this is confirmed they are durable; those that were recorded before are passed
     * over, so a batch whose answer was lost is sent again without harm. Fails with 400 for more than {@link #MAX_BATCH}.
     *
     * @return how many were new
     */
    Future<Integer> record(AuditBatch batch);

    /** A client whose calls fail after ten seconds. */
    @GenIgnore
    static AuditApi client(Vertx vertx) {
        return new AuditApiVertxEBProxy(vertx, ADDRESS, new DeliveryOptions().setSendTimeout(10_000));
    }
}
