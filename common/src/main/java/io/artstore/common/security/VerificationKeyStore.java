package io.artstore.common.security;

import io.artstore.common.contract.CloudEvent;
import io.artstore.common.contract.admin.VerificationKeys;
import io.artstore.common.contract.admin.VerificationKeys.VerificationKey;
import io.artstore.common.contract.admin.VerificationKeysApi;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verification keys this module knows, kept fresh over the bus. Belongs to one event loop.
 *
 * <p>Keys are fetched when the first token arrives, when admin says they changed, and when a token names a key that is
 * not known; never more often than every {@link #REFETCH_INTERVAL}, so that invented key ids cannot flood admin. While
 * admin does not answer, the keys known so far keep working.
 */
public final class VerificationKeyStore {
    static final Duration REFETCH_INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(VerificationKeyStore.class);

    private final Vertx vertx;
    private final VerificationKeysApi source;
    private final List<String> trustedPems;
    private final Clock clock;

    private Optional<JWTAuth> verifier = Optional.empty();
    private Optional<Future<JWTAuth>> inFlight = Optional.empty();
    private Instant lastFetch = Instant.MIN;

    /**
     * A store that is empty until first used.
     *
     * @param trustedPems public keys trusted whatever admin publishes, as PEM
     */
    public VerificationKeyStore(Vertx vertx, VerificationKeysApi source, List<String> trustedPems, Clock clock) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.source = Objects.requireNonNull(source, "source");
        this.trustedPems = List.copyOf(trustedPems);
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Begins to listen for key changes; returns what to unregister at the end. */
    public MessageConsumer<JsonObject> followChanges() {
        return vertx.eventBus().consumer(CloudEvent.address(VerificationKeysApi.CHANGED_EVENT), message -> {
            lastFetch = Instant.MIN;
            refetch().onFailure(e -> LOG.atWarn().setCause(e).log("could not fetch the changed verification keys"));
        });
    }

    /** A verifier over the keys known now, fetched first when there are none yet. */
    Future<JWTAuth> current() {
        return verifier.map(Future::succeededFuture).orElseGet(this::refetch);
    }

    /** A verifier over keys fetched after a token named an unknown one, or the known keys when that was just done. */
    Future<JWTAuth> afterUnknownKey() {
        return verifier.isPresent() && !mayFetch() ? current() : refetch();
    }

    private boolean mayFetch() {
        return lastFetch.equals(Instant.MIN)
                || Duration.between(lastFetch, clock.instant()).compareTo(REFETCH_INTERVAL) >= 0;
    }

    private Future<JWTAuth> refetch() {
        if (inFlight.isPresent()) {
            return inFlight.get();
        }
        lastFetch = clock.instant();
        Future<JWTAuth> fetch = source.verificationKeys().map(this::build).recover(this::withoutAdmin);
        inFlight = Optional.of(fetch);
        return fetch.onSuccess(built -> verifier = Optional.of(built)).onComplete(done -> inFlight = Optional.empty());
    }

    private Future<JWTAuth> withoutAdmin(Throwable cause) {
        if (verifier.isPresent()) {
            LOG.atWarn().setCause(cause).log("admin does not answer; going on with the verification keys known so far");
            return Future.succeededFuture(verifier.get());
        }
        if (!trustedPems.isEmpty()) {
            return Future.succeededFuture(build(new VerificationKeys(List.of())));
        }
        LOG.atWarn().setCause(cause).log("no verification key is known and admin does not answer");
        return Future.failedFuture(new ServiceException(
                        ErrorCode.UNAVAILABLE, "Tokens cannot be verified at the moment; try again shortly")
                .withHeader("Retry-After", "5"));
    }

    /** The library takes unsigned tokens when it has no key at all, so an empty set is an error and never a verifier. */
    private JWTAuth build(VerificationKeys keys) {
        List<PubSecKeyOptions> options = new ArrayList<>();
        for (VerificationKey key : keys.keys()) {
            options.add(new PubSecKeyOptions()
                    .setId(key.keyId())
                    .setAlgorithm(key.algorithm())
                    .setBuffer(key.publicKeyPem()));
        }
        for (String pem : trustedPems) {
            options.add(new PubSecKeyOptions()
                    .setAlgorithm(JwtTokenVerifier.ALGORITHM)
                    .setBuffer(pem));
        }
        if (options.isEmpty()) {
            throw new IllegalStateException("admin published no verification key");
        }
        return JWTAuth.create(vertx, new JWTAuthOptions().setPubSecKeys(options));
    }
}
