package io.artstore.common.contract.admin;

import io.vertx.codegen.annotations.GenIgnore;
import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;

/** Asks admin for the keys that verify tokens; the bus twin of {@code /.well-known/jwks.json}. */
@ProxyGen
public interface VerificationKeysApi {
    /** Where admin answers. */
    String ADDRESS = "artstore.admin.verification-keys.v1";

    /** Type of the event that tells that the key set changed. */
    String CHANGED_EVENT = "admin.verification-keys.changed";

    /** All keys that unexpired tokens may carry, the next one included. */
    Future<VerificationKeys> verificationKeys();

    /** A client whose calls fail after five seconds. */
    @GenIgnore
    static VerificationKeysApi client(Vertx vertx) {
        return new VerificationKeysApiVertxEBProxy(vertx, ADDRESS, new DeliveryOptions().setSendTimeout(5_000));
    }
}
