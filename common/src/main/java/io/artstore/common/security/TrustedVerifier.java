package io.artstore.common.security;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.bootstrap.Teardown;
import io.artstore.common.contract.admin.RevocationsApi;
import io.artstore.common.contract.admin.VerificationKeysApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** How a listener comes to know whom to believe: admin's keys, its revocations, and the clock. */
public final class TrustedVerifier {
    private TrustedVerifier() {}

    /** A verifier that follows what admin says over the bus, until the teardown runs. */
    public static Future<TokenVerifier> open(Vertx vertx, ModuleContext module, Teardown teardown) {
        return open(vertx, module, VerificationKeysApi.client(vertx), RevocationsApi.client(vertx), teardown);
    }

    /**
     * A verifier that asks these two, and follows the events that tell of changes, until the teardown runs.
     *
     * @return fails where the key file of the configuration is none, with a message that names the configuration key
     */
    public static Future<TokenVerifier> open(
            Vertx vertx,
            ModuleContext module,
            VerificationKeysApi keys,
            RevocationsApi revocations,
            Teardown teardown) {
        return VerificationKeyStore.open(vertx, keys, module.config().security(), module.clock())
                .map(store -> {
                    teardown.add(store.followChanges()::unregister);
                    RevocationList revoked = RevocationList.follow(vertx, revocations, module.clock());
                    teardown.add(revoked::stop);
                    String issuer = module.config().admin().token().issuer();
                    return new JwtTokenVerifier(store, revoked, issuer, module.clock());
                });
    }
}
