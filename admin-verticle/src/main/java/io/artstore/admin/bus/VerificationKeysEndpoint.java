package io.artstore.admin.bus;

import io.artstore.admin.domain.PublishedKey;
import io.artstore.admin.service.SigningKeyService;
import io.artstore.common.bus.BusFailures;
import io.artstore.common.contract.admin.VerificationKeys;
import io.artstore.common.contract.admin.VerificationKeys.VerificationKey;
import io.artstore.common.contract.admin.VerificationKeysApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceBinder;
import java.util.Objects;

/** Answers {@link VerificationKeysApi}. */
public final class VerificationKeysEndpoint implements VerificationKeysApi {
    private final SigningKeyService keys;

    public VerificationKeysEndpoint(SigningKeyService keys) {
        this.keys = Objects.requireNonNull(keys, "keys");
    }

    /** Answers from now on, until the consumer is unregistered. */
    public MessageConsumer<JsonObject> bind(Vertx vertx) {
        return new ServiceBinder(vertx).setAddress(ADDRESS).register(VerificationKeysApi.class, this);
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
