package io.artstore.admin.service.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Archives old rows a minute after the start and then once a day, on whichever node comes first.
 *
 * <p>Where the log does not verify, the retention has stopped: no run goes past that place. Each one says so again, at the
 * level ERROR and in the metric {@code artstore_audit_retention_stopped}, until the log is mended; then they go on.
 */
public final class AuditRetentionJob {
    static final String STOPPED = "artstore.audit.retention.stopped";
    static final String RUNS = "artstore.audit.retention.runs";

    private static final Logger LOG = LoggerFactory.getLogger(AuditRetentionJob.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration INTERVAL = Duration.ofDays(1);

    private final Vertx vertx;
    private final Supplier<Future<Long>> retention;
    private final MeterRegistry meters;
    /** How many runs in a row could not get past what does not verify. */
    private final AtomicInteger stopped = new AtomicInteger();

    private long timer = -1;

    /**
     * A job that does nothing yet.
     *
     * @param retention {@link AuditRetention#archiveOld()}
     */
    public AuditRetentionJob(Vertx vertx, Supplier<Future<Long>> retention, MeterRegistry meters) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.retention = Objects.requireNonNull(retention, "retention");
        this.meters = Objects.requireNonNull(meters, "meters");
    }

    public void start() {
        // In the place of one that an earlier start in this process may have left.
        meters.find(STOPPED).meters().forEach(meters::remove);
        Gauge.builder(STOPPED, stopped, runs -> runs.get() > 0 ? 1 : 0)
                .description("1 while the audit log's retention cannot go on because the log does not verify")
                .register(meters);
        timer = vertx.setPeriodic(FIRST.toMillis(), INTERVAL.toMillis(), tick -> run());
    }

    public void stop() {
        vertx.cancelTimer(timer);
        meters.find(STOPPED).meters().forEach(meters::remove);
    }

    void run() {
        Future.succeededFuture()
                .compose(turn -> retention.get())
                .onSuccess(this::done)
                .onFailure(this::failed);
    }

    private void done(long rows) {
        if (stopped.getAndSet(0) > 0) {
            LOG.atInfo().addKeyValue("rows", rows).log("the audit log's retention goes on again");
        }
        count("done");
    }

    private void failed(Throwable failure) {
        if (failure instanceof AuditNotIntactException) {
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("runs_in_a_row", stopped.incrementAndGet())
                    .log("the audit log's retention has stopped; no old row is archived until the log verifies again");
            count("stopped");
        } else {
            LOG.atError()
                    .setCause(failure)
                    .log("old rows of the audit log could not be archived; tomorrow's run tries again");
            count("failed");
        }
    }

    private void count(String outcome) {
        Counter.builder(RUNS)
                .description("Runs of the audit log's retention by what became of them")
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }
}
