package io.artstore.admin.bus;

import io.artstore.admin.domain.PublishedKey;
import io.artstore.admin.service.SigningKeyService;
import io.artstore.common.bus.BusFailures;
import io.artstore.common.contract.admin.VerificationKeys;
import io.artstore.common.contract.admin.VerificationKeys.VerificationKey;
import io.artstore.common.contract.admin.VerificationKeysApi;
import io.vertx.core.Future;
import java.util.Objects;

/** Answers {@link VerificationKeysApi}. */
public final class VerificationKeysEndpoint implements VerificationKeysApi {
    private final SigningKeyService keys;

    public VerificationKeysEndpoint(SigningKeyService keys) {
        this.keys = Objects.requireNonNull(keys, "keys");
    }

    @Override
    public Future<VerificationKeys> verificationKeys() {
        return keys.verificationKeys()
                .map(published -> new VerificationKeys(published.stream()
                        .map(VerificationKeysEndpoint::message)
                        .toList()))
                .recover(failure -> Future.failedFuture(BusFailures.toReply(failure)));
    }

    private static VerificationKey message(PublishedKey key) {
        return new VerificationKey(key.keyId(), key.algorithm(), key.publicKeyPem());
    }
}
