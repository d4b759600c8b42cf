package io.artstore.admin.service.audit;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Archives old rows a minute after the start and then once a day, on whichever node comes first. */
public final class AuditRetentionJob {
    private static final Logger LOG = LoggerFactory.getLogger(AuditRetentionJob.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration INTERVAL = Duration.ofDays(1);

    private final Vertx vertx;
    private final AuditRetention retention;

    private long timer = -1;

    public AuditRetentionJob(Vertx vertx, AuditRetention retention) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.retention = Objects.requireNonNull(retention, "retention");
    }

    public void start() {
        timer = vertx.setPeriodic(FIRST.toMillis(), INTERVAL.toMillis(), tick -> retention
                .archiveOld()
                .onFailure(e -> LOG.atError().setCause(e).log("old rows of the audit log could not be archived")));
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }
}
