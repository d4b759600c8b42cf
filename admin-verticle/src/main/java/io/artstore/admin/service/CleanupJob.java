package io.artstore.admin.service;

import io.artstore.admin.repository.RefreshFamilyRepository;
import io.artstore.admin.repository.RevocationRepository;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets, every hour, what has expired and can therefore not matter any more. Any number of nodes may do so. */
public final class CleanupJob {
    static final Duration INTERVAL = Duration.ofHours(1);
    /** So that a clock that is set back brings nothing to life again. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(CleanupJob.class);

    private final Vertx vertx;
    private final RefreshFamilyRepository families;
    private final RevocationRepository revocations;
    private final Clock clock;
    private long timer = -1;

    public CleanupJob(Vertx vertx, RefreshFamilyRepository families, RevocationRepository revocations, Clock clock) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.families = Objects.requireNonNull(families, "families");
        this.revocations = Objects.requireNonNull(revocations, "revocations");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    public void start() {
        timer = vertx.setPeriodic(INTERVAL.toMillis(), tick -> run().onFailure(
                        e -> LOG.atWarn().setCause(e).log("expired rows could not be removed; trying again")));
    }

    private Future<Integer> run() {
        Instant limit = clock.instant().minus(MARGIN);
        return families.forgetExpired(limit).compose(forgotten -> revocations.forgetExpired(limit));
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }
}
