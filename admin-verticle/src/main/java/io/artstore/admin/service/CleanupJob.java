package io.artstore.admin.service;

import io.artstore.admin.repository.RefreshFamilyRepository;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
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
    private final Clock clock;
    private long timer = -1;

    public CleanupJob(Vertx vertx, RefreshFamilyRepository families, Clock clock) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.families = Objects.requireNonNull(families, "families");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    public void start() {
        timer = vertx.setPeriodic(INTERVAL.toMillis(), tick -> families.forgetExpired(
                        clock.instant().minus(MARGIN))
                .onFailure(e -> LOG.atWarn().setCause(e).log("expired sessions could not be removed; trying again")));
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }
}
