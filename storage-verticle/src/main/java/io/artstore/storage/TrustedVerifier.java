package io.artstore.storage;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.contract.admin.RevocationsApi;
import io.artstore.common.contract.admin.VerificationKeysApi;
import io.artstore.common.security.JwtTokenVerifier;
import io.artstore.common.security.RevocationList;
import io.artstore.common.security.TokenVerifier;
import io.artstore.common.security.VerificationKeyStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** How an element comes to know whom to believe: admin's keys, its revocations, and the clock. */
final class TrustedVerifier {
    private TrustedVerifier() {}

    /**
     * A verifier that follows what admin says.
     *
     * @param whenClosing told how to stop following
     */
    static Future<TokenVerifier> open(Vertx vertx, ModuleContext module, Consumer<Supplier<Future<Void>>> whenClosing) {
        VerificationKeysApi admin = VerificationKeysApi.client(vertx);
        return VerificationKeyStore.open(vertx, admin, module.config().security(), module.clock())
                .map(keys -> {
                    whenClosing.accept(keys.followChanges()::unregister);
                    RevocationList revocations =
                            RevocationList.follow(vertx, RevocationsApi.client(vertx), module.clock());
                    whenClosing.accept(revocations::stop);
                    String issuer = module.config().admin().token().issuer();
                    return new JwtTokenVerifier(keys, revocations, issuer, module.clock());
                });
    }
}
