package io.artstore.admin.service;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks again and again whether a new signing key is due. A failure is logged and tried again at the next turn. */
public final class KeyRenewalJob {
    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(KeyRenewalJob.class);

    private final Vertx vertx;
    private final SigningKeyService keys;

    private long timer = -1;

    public KeyRenewalJob(Vertx vertx, SigningKeyService keys) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.keys = Objects.requireNonNull(keys, "keys");
    }

    public void start() {
        timer = vertx.setPeriodic(INTERVAL.toMillis(), tick -> keys.renewIfDue()
                .onFailure(e -> LOG.atError().setCause(e).log("the signing keys could not be renewed; trying again")));
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }
}
