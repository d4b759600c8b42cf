package io.artstore.common.security;

import io.artstore.common.config.ArtStoreConfig;
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
import io.vertx.ext.auth.JWTOptions;
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
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verification keys this module knows, kept fresh over the bus. Belongs to one event loop.
 *
 * <p>Keys are fetched when the first token arrives, when admin says they changed, in the background once they are older
 * than {@link #MAX_AGE}, and when a token is signed with none of them. Tokens alone never cause more than one fetch in
 * {@link #REFETCH_INTERVAL}, so that invented key ids cannot flood admin. While admin does not answer, the keys known so
 * far keep working.
 */
public final class VerificationKeyStore {
    static final Duration REFETCH_INTERVAL = Duration.ofSeconds(5);
    /** So that a key that was taken back, and whose event was lost, is not trusted for ever. */
    static final Duration MAX_AGE = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(VerificationKeyStore.class);

    private final Vertx vertx;
    private final VerificationKeysApi source;
    private final List<PubSecKeyOptions> trusted;
    private final Clock clock;

    private Optional<JWTAuth> verifier = Optional.empty();
    private Set<String> published = Set.of();
    private Optional<Future<JWTAuth>> inFlight = Optional.empty();
    private Optional<Instant> lastFetch = Optional.empty();

    /**
     * A store that is empty until first used.
     *
     * @param trustedPems public keys trusted whatever admin publishes, as PEM
     * @throws IllegalArgumentException where one of them is no RSA public key
     */
    public VerificationKeyStore(Vertx vertx, VerificationKeysApi source, List<String> trustedPems, Clock clock) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.source = Objects.requireNonNull(source, "source");
        this.trusted = trustedPems.stream().map(this::trusted).toList();
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * A store that also trusts the key file of the configuration; fails with a message that names the configuration key
     * where the file is none.
     */
    public static Future<VerificationKeyStore> open(
            Vertx vertx, VerificationKeysApi source, ArtStoreConfig.Security config, Clock clock) {
        if (config.publicKeyPath().isEmpty()) {
            return Future.succeededFuture(new VerificationKeyStore(vertx, source, List.of(), clock));
        }
        String file = config.publicKeyPath().get().toString();
        return vertx.fileSystem()
                .readFile(file)
                .map(pem -> new VerificationKeyStore(vertx, source, List.of(pem.toString()), clock))
                .recover(e -> Future.failedFuture(new IllegalStateException(
                        "artstore.security.public-key-path: '" + file + "' cannot be used: " + e.getMessage(), e)));
    }

    /** Begins to listen for key changes; returns what to unregister at the end. */
    public MessageConsumer<JsonObject> followChanges() {
        return vertx.eventBus()
                .consumer(CloudEvent.address(VerificationKeysApi.CHANGED_EVENT), message -> fetchChanged()
                        .onFailure(e -> LOG.atWarn().setCause(e).log("could not fetch the changed verification keys")));
    }

    /** A fetch that is under way may have read the keys before they changed. */
    private Future<JWTAuth> fetchChanged() {
        return inFlight.map(running -> running.transform(done -> refetch())).orElseGet(this::refetch);
    }

    /** A verifier over the keys known now, fetched first when there are none yet. */
    Future<JWTAuth> current() {
        if (verifier.isEmpty()) {
            return fetchUnlessJustDone();
        }
        if (inFlight.isEmpty() && lastFetchIsOlderThan(MAX_AGE)) {
            refetch().onFailure(e -> LOG.atWarn().setCause(e).log("could not refresh the verification keys"));
        }
        return Future.succeededFuture(verifier.get());
    }

    /** A verifier over keys fetched after a token matched none, or the known keys when that was just done. */
    Future<JWTAuth> afterUnknownKey() {
        return fetchUnlessJustDone();
    }

    /** Whether this is the id of a key of admin's, and not of one that is trusted besides. */
    boolean isPublished(String keyId) {
        return published.contains(keyId);
    }

    private Future<JWTAuth> fetchUnlessJustDone() {
        if (inFlight.isPresent()) {
            return inFlight.get();
        }
        if (lastFetchIsOlderThan(REFETCH_INTERVAL)) {
            return refetch();
        }
        return verifier.map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(noKeys()));
    }

    private boolean lastFetchIsOlderThan(Duration age) {
        return lastFetch
                .filter(fetched -> {
                    Duration passed = Duration.between(fetched, clock.instant());
                    // A clock that was set back must not stop the fetching.
                    return !passed.isNegative() && passed.compareTo(age) < 0;
                })
                .isEmpty();
    }

    private Future<JWTAuth> refetch() {
        lastFetch = Optional.of(clock.instant());
        Future<JWTAuth> fetch = source.verificationKeys().map(this::build).recover(this::withoutAdmin);
        inFlight = Optional.of(fetch);
        return fetch.onSuccess(built -> verifier = Optional.of(built)).onComplete(done -> inFlight = Optional.empty());
    }

    private Future<JWTAuth> withoutAdmin(Throwable cause) {
        if (verifier.isPresent()) {
            LOG.atWarn().setCause(cause).log("admin gives no verification keys; going on with those known so far");
            return Future.succeededFuture(verifier.get());
        }
        if (!trusted.isEmpty()) {
            return Future.succeededFuture(create(trusted));
        }
        LOG.atWarn().setCause(cause).log("no verification key is known and admin gives none");
        return Future.failedFuture(noKeys());
    }

    private static ServiceException noKeys() {
        return new ServiceException(ErrorCode.UNAVAILABLE, "Tokens cannot be verified at the moment; try again shortly")
                .withHeader("Retry-After", Long.toString(REFETCH_INTERVAL.toSeconds()));
    }

    /** The library takes unsigned tokens when it has no key at all, so an empty set is an error and never a verifier. */
    private JWTAuth build(VerificationKeys keys) {
        List<PubSecKeyOptions> options = new ArrayList<>();
        for (VerificationKey key : keys.keys()) {
            // With a key of an HMAC algorithm the library would take the public key's text for a shared secret.
            if (JwtTokenVerifier.ALGORITHM.equals(key.algorithm())) {
                options.add(rs256(key.publicKeyPem()).setId(key.keyId()));
            }
        }
        options.addAll(trusted);
        if (options.isEmpty()) {
            throw new IllegalStateException("admin published no " + JwtTokenVerifier.ALGORITHM + " key");
        }
        published = keys.keys().stream().map(VerificationKey::keyId).collect(Collectors.toUnmodifiableSet());
        return create(options);
    }

    private PubSecKeyOptions trusted(String pem) {
        PubSecKeyOptions options = rs256(pem);
        try {
            create(List.of(options));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "a trusted public key cannot be read; it must be PEM, -----BEGIN PUBLIC KEY-----", e);
        }
        return options;
    }

    private static PubSecKeyOptions rs256(String pem) {
        return new PubSecKeyOptions().setAlgorithm(JwtTokenVerifier.ALGORITHM).setBuffer(pem);
    }

    private JWTAuth create(List<PubSecKeyOptions> keys) {
        // Time is checked by the verifier, with its own clock.
        JWTOptions options = new JWTOptions().setIgnoreExpiration(true);
        return JWTAuth.create(
                vertx, new JWTAuthOptions().setPubSecKeys(List.copyOf(keys)).setJWTOptions(options));
    }
}
