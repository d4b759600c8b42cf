package io.artstore.admin.service;

import io.artstore.admin.crypto.KeyVault;
import io.artstore.admin.crypto.RsaKeys;
import io.artstore.admin.domain.KeySchedule;
import io.artstore.admin.domain.PublishedKey;
import io.artstore.admin.domain.SigningKey;
import io.artstore.admin.repository.SigningKeyRepository;
import io.artstore.admin.worker.BoundedWorkers;
import io.artstore.common.audit.AuditJson;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.artstore.common.security.Origin;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that there is always a key to sign with, and says which keys verify. Belongs to one event loop.
 *
 * <p>Any number of nodes may run it over one database: a new key is made by whoever comes first, and the
 * {@link KeySchedule} tells every node the same about it.
 */
public final class SigningKeyService {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeyService.class);

    private final SigningKeyRepository repository;
    private final KeySchedule schedule;
    private final Optional<Path> importedKey;
    private final KeyVault vault;
    private final BoundedWorkers workers;
    private final Clock clock;
    private final KeySetListener listener;

    private final AtomicReference<List<SigningKey>> known = new AtomicReference<>(List.of());
    private final AtomicReference<Future<Void>> renewal = new AtomicReference<>();

    /**
     * A key was added.
     *
     * @param version of the new key
     * @param deactivated how many keys were retired by it
     */
    public record Rotation(String version, int deactivated) {}

    /**
     * A service that knows no key before {@link #renewIfDue}.
     *
     * @param importedKey a private key as PEM that becomes a signing key, once, when one is needed
     * @param vault gives private keys the form they are stored in, and takes it off again
     * @param listener told after a key was added
     */
    public SigningKeyService(
            SigningKeyRepository repository,
            KeySchedule schedule,
            Optional<Path> importedKey,
            KeyVault vault,
            BoundedWorkers workers,
            Clock clock,
            KeySetListener listener) {
        this.repository = Objects.requireNonNull(repository, "repository");
        this.schedule = Objects.requireNonNull(schedule, "schedule");
        this.importedKey = Objects.requireNonNull(importedKey, "importedKey");
        this.vault = Objects.requireNonNull(vault, "vault");
        this.workers = Objects.requireNonNull(workers, "workers");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /** Learns the keys of the database and adds one where none is left or the newest ends soon. */
    public Future<Void> renewIfDue() {
        Future<Void> running = renewal.get();
        if (running != null) {
            return running;
        }
        Future<Void> started = load().onSuccess(SigningKeyService::warnOfSpoiltRows)
                .compose(keys ->
                        schedule.successorIsDue(keys, clock.instant()) ? addSuccessor() : Future.succeededFuture());
        renewal.set(started);
        return started.onComplete(done -> renewal.set(null));
    }

    /** The key to sign with now. */
    public Future<SigningKey> signingKey() {
        return usable(clock.instant()).map(Future::succeededFuture).orElseGet(this::renewedKey);
    }

    private Future<SigningKey> renewedKey() {
        return renewIfDue().map(renewed -> usable(clock.instant())
                .orElseThrow(() -> new ServiceException(
                        ErrorCode.UNAVAILABLE, "There is no valid signing key; try again shortly")));
    }

    /**
     * Every key that an unexpired token may be signed with, newest first, the next one included: always what the
     * database says, and while it does not answer, what it last said.
     */
    public Future<List<PublishedKey>> verificationKeys() {
        return load().recover(this::lastKnown)
                .map(keys ->
                        keys.stream().flatMap(key -> published(key).stream()).toList());
    }

    private Future<List<SigningKey>> lastKnown(Throwable failure) {
        if (known.get().isEmpty()) {
            return Future.failedFuture(failure);
        }
        LOG.atWarn().setCause(failure).log("the signing keys cannot be read; answering with those known so far");
        return Future.succeededFuture(known.get());
    }

    /** One row that somebody spoilt must not take the good keys with it. */
    private static Optional<PublishedKey> published(SigningKey key) {
        try {
            RSAPublicKey rsa = RsaKeys.publicKey(key.publicKeyPem());
            return Optional.of(new PublishedKey(
                    key.version(), key.algorithm(), key.publicKeyPem(), rsa.getModulus(), rsa.getPublicExponent()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void warnOfSpoiltRows(List<SigningKey> keys) {
        keys.stream().filter(key -> published(key).isEmpty()).forEach(key -> LOG.atWarn()
                .addKeyValue("kid", key.version())
                .log("this row of jwt_keys holds no usable public key; delete it"));
    }

    private Optional<SigningKey> usable(Instant now) {
        return schedule.signing(known.get(), now)
                .map(key -> key.withPrivateKey(vault.open(key.version(), key.privateKeyPem())));
    }

    private Future<List<SigningKey>> load() {
        return repository
                .expiringAfter(schedule.verificationLimit(clock.instant()))
                .onSuccess(known::set);
    }

    /**
     * Adds a key when one is due, or in any case when forced; empty where none was added.
     *
     * @param caller who asked for it
     */
    public Future<Optional<Rotation>> rotate(boolean force, Caller caller) {
        return load().compose(keys -> force || schedule.successorIsDue(keys, clock.instant())
                ? successor(force, AuditType.JWT_KEY_ROTATE.by(caller, clock.instant()))
                : Future.succeededFuture(Optional.empty()));
    }

    private Future<Void> addSuccessor() {
        return successor(false, AuditType.JWT_KEY_ROTATE.by(Actor.SYSTEM, Origin.NONE, clock.instant()))
                .mapEmpty();
    }

    private Future<Optional<Rotation>> successor(boolean force, AuditEvent event) {
        return imported()
                .compose(key -> key.map(Future::succeededFuture).orElseGet(this::generated))
                .compose(key -> rotateTo(key, force, event))
                .compose(rotation -> load().map(rotation))
                .onSuccess(rotation -> listener.keySetChanged());
    }

    private Future<Optional<Rotation>> rotateTo(SigningKey key, boolean force, AuditEvent event) {
        return add(key, force, event)
                .map(retired -> retired.map(count -> new Rotation(key.version(), count)))
                .onSuccess(rotation -> log(key, rotation.isPresent()));
    }

    private Future<Optional<Integer>> add(SigningKey key, boolean force, AuditEvent event) {
        String events = AuditJson.writeAll(List.of(event.about(key.version()).with("forced", force)));
        SigningKey stored = key.withPrivateKey(vault.seal(key.version(), key.privateKeyPem()));
        return force
                ? repository.add(stored, events).map(Optional::of)
                : repository.addUnlessOneOutlives(stored, schedule.renewalLimit(clock.instant()), events);
    }

    private Future<SigningKey> generated() {
        return workers.run(() -> RsaKeys.generate(schedule, clock.instant()));
    }

    /** The configured key, unless it was imported before: a second life would make its rotation meaningless. */
    private Future<Optional<SigningKey>> imported() {
        if (importedKey.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return workers.run(reading(importedKey.get())).compose(key -> repository
                .contains(key.publicKeyPem())
                .map(present -> present ? Optional.empty() : Optional.of(key)));
    }

    private Callable<SigningKey> reading(Path file) {
        return () -> {
            try {
                return RsaKeys.fromPrivatePem(Files.readString(file), schedule, clock.instant());
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException(
                        "artstore.admin.keys.private-key-path: '" + file + "' " + e.getMessage(), e);
            }
        };
    }

    private static void log(SigningKey key, boolean added) {
        if (added) {
            LOG.atInfo()
                    .addKeyValue("kid", key.version())
                    .addKeyValue("expires_at", key.expiresAt().toString())
                    .log("a signing key was added");
        }
    }
}
