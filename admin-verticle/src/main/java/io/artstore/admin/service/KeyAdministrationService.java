package io.artstore.admin.service;

import io.artstore.admin.domain.KeyRecord;
import io.artstore.admin.domain.KeySchedule;
import io.artstore.admin.repository.SigningKeyRepository;
import io.artstore.admin.service.SigningKeyService.Rotation;
import io.artstore.common.security.Caller;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator sees of the signing keys, and a rotation by hand. */
public final class KeyAdministrationService {
    private static final Logger LOG = LoggerFactory.getLogger(KeyAdministrationService.class);

    private final SigningKeyRepository repository;
    private final SigningKeyService keys;
    private final KeySchedule schedule;

    /**
     * Where rotation stands.
     *
     * @param latest the newest key there is
     * @param nextRotation when a successor of it is due
     * @param inProgress whether a node makes a key at this moment
     */
    public record Status(
            Duration interval,
            int activeKeys,
            Optional<KeyRecord> latest,
            Optional<Instant> nextRotation,
            boolean inProgress) {}

    public KeyAdministrationService(SigningKeyRepository repository, SigningKeyService keys, KeySchedule schedule) {
        this.repository = Objects.requireNonNull(repository, "repository");
        this.keys = Objects.requireNonNull(keys, "keys");
        this.schedule = Objects.requireNonNull(schedule, "schedule");
    }

    public Future<Status> status() {
        return repository
                .isBeingChanged()
                .compose(inProgress -> repository.active().compose(active -> status(active, inProgress)));
    }

    private Future<Status> status(List<KeyRecord> active, boolean inProgress) {
        return repository.newest(1).map(newest -> status(active, newest.stream().findFirst(), inProgress));
    }

    /** Keys that may sign or have not yet been retired, the one that lasts longest first. */
    public Future<List<KeyRecord>> active() {
        return repository.active();
    }

    /** Keys, newest first, retired ones too. */
    public Future<List<KeyRecord>> history(int limit) {
        return repository.newest(limit);
    }

    /**
     * Makes a new key when one is due, or in any case when forced. It is published at once and signs only after every reader
     * had time to fetch it; older keys go on verifying, so no valid token is refused.
     *
     * @param caller who asked
     */
    public Future<Optional<Rotation>> rotate(boolean force, Caller caller) {
        return keys.rotate(force, caller)
                .onSuccess(rotated -> rotated.ifPresent(rotation -> LOG.atWarn()
                        .addKeyValue("event", "signing_key_rotated")
                        .addKeyValue("kid", rotation.version())
                        .addKeyValue("by", caller.username())
                        .addKeyValue("forced", force)
                        .log("SECURITY AUDIT: a new signing key was made by hand")));
    }

    private Status status(List<KeyRecord> active, Optional<KeyRecord> latest, boolean inProgress) {
        Optional<Instant> next = active.stream()
                .map(KeyRecord::expiresAt)
                .max(Instant::compareTo)
                .map(schedule::renewalOf);
        return new Status(schedule.interval(), active.size(), latest, next, inProgress);
    }
}
