package io.artstore.admin.service;

import io.artstore.admin.domain.ServiceAccount;
import io.artstore.admin.repository.PasswordResetRepository;
import io.artstore.admin.repository.SecretExpiryRepository;
import io.artstore.admin.repository.ServiceAccountChangeRepository;
import io.artstore.common.contract.admin.SecretExpiry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks accounts whose secret has ended, warns seven days before, and forgets replaced secrets and password resets that no
 * longer work. An ended secret opens nothing whether its account is marked or not. Any number of nodes may do so.
 */
public final class SecretExpiryJob {
    static final Duration INTERVAL = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(SecretExpiryJob.class);

    private final Vertx vertx;
    private final SecretExpiryRepository expiries;
    private final ServiceAccountChangeRepository changes;
    private final PasswordResetRepository resets;
    private final SecretExpiryListener listener;
    private final Clock clock;
    private long timer = -1;

    public SecretExpiryJob(
            Vertx vertx,
            SecretExpiryRepository expiries,
            ServiceAccountChangeRepository changes,
            PasswordResetRepository resets,
            SecretExpiryListener listener,
            Clock clock) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.expiries = Objects.requireNonNull(expiries, "expiries");
        this.changes = Objects.requireNonNull(changes, "changes");
        this.resets = Objects.requireNonNull(resets, "resets");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Looks at once, and then every ten minutes. */
    public void start() {
        runLogged();
        timer = vertx.setPeriodic(INTERVAL.toMillis(), tick -> runLogged());
    }

    /** One look. */
    public Future<Void> run() {
        Instant now = clock.instant();
        return expiries.markExpired(now)
                .onSuccess(expired -> expired.forEach(this::tellExpired))
                .compose(expired -> expiries.noteWarnings(now, ServiceAccount.WARNING_PERIOD))
                .onSuccess(expiring -> expiring.forEach(this::tellExpiring))
                .compose(expiring -> changes.forgetUnusable(now))
                .compose(forgotten -> resets.forgetExpired(now))
                .mapEmpty();
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void runLogged() {
        run().onFailure(e -> LOG.atWarn().setCause(e).log("could not look for secrets that end; trying again"));
    }

    private void tellExpired(SecretExpiry expiry) {
        LOG.atWarn()
                .addKeyValue("event", "service_account_secret_expired")
                .addKeyValue("client_id", expiry.clientId())
                .addKeyValue("expired_at", expiry.expiresAt())
                .log("the secret of a service account has ended; rotate it to let the account in again");
        listener.expired(expiry);
    }

    private void tellExpiring(SecretExpiry expiry) {
        LOG.atWarn()
                .addKeyValue("event", "service_account_secret_expiring")
                .addKeyValue("client_id", expiry.clientId())
                .addKeyValue("expires_at", expiry.expiresAt())
                .log("the secret of a service account ends soon; rotate it");
        listener.expiring(expiry);
    }
}
