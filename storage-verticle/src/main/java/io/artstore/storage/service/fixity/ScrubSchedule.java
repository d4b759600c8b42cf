package io.artstore.storage.service.fixity;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.Job;
import io.artstore.storage.domain.JobKind;
import io.artstore.storage.domain.JobState;
import io.artstore.storage.domain.ScrubPass;
import io.artstore.storage.repository.ScrubRepository;
import io.artstore.storage.service.ModeGate;
import io.artstore.storage.service.job.JobService;
import io.artstore.storage.service.job.Requester;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins a pass of the scrub when it is time for one, goes on with a pass that failed or was cancelled a day ago, and lets
 * a scrub that somebody paused and forgot go on after a day. Belongs to the element's event loop.
 */
public final class ScrubSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(ScrubSchedule.class);
    /** Also how long a started element is left alone. */
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private static final Duration REFRESH = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofDays(1);
    /** A pass takes its time; one that begins earlier is over in time. */
    private static final double EARLY = 0.8;

    private static final String AUTHOR = "schedule";

    private final Vertx vertx;
    private final ScrubRepository repository;
    private final JobService jobs;
    private final FixityService fixity;
    private final ModeGate gate;
    private final Duration period;
    private final Clock clock;
    private long timer = -1;
    private long refreshTimer = -1;

    /**
     * A schedule that does not run yet.
     *
     * @param period within which every document is to be verified; zero for never
     */
    public ScrubSchedule(
            Vertx vertx,
            ScrubRepository repository,
            JobService jobs,
            FixityService fixity,
            ModeGate gate,
            Duration period,
            Clock clock) {
        this.vertx = vertx;
        this.repository = repository;
        this.jobs = jobs;
        this.fixity = fixity;
        this.gate = gate;
        this.period = period;
        this.clock = clock;
    }

    public void start() {
        timer = vertx.setPeriodic(INTERVAL.toMillis(), tick -> run().onFailure(
                        failure -> LOG.atWarn().setCause(failure).log("cannot tell whether the scrub is due")));
        refreshTimer = vertx.setPeriodic(0, REFRESH.toMillis(), tick -> fixity.refresh()
                .onFailure(failure ->
                        LOG.atWarn().setCause(failure).log("cannot count how many documents were verified")));
    }

    public void stop() {
        vertx.cancelTimer(timer);
        vertx.cancelTimer(refreshTimer);
    }

    private Future<Void> run() {
        if (!gate.hasBytes()) {
            return Future.succeededFuture();
        }
        return resumeForgotten().compose(resumed -> period.isZero() ? Future.succeededFuture() : beginIfDue());
    }

    private Future<Void> resumeForgotten() {
        return jobs.page(Optional.empty(), Optional.of(JobKind.SCRUB), Optional.of(JobState.PAUSED), 1)
                .compose(paused -> resumeForgotten(paused.items()));
    }

    private Future<Void> resumeForgotten(List<Job> paused) {
        Instant patience = clock.instant().minus(PATIENCE);
        return paused.isEmpty() || paused.get(0).updatedAt().isAfter(patience)
                ? Future.succeededFuture()
                : jobs.resume(paused.get(0).id())
                        .onSuccess(job -> LOG.atInfo()
                                .addKeyValue("job", job.id())
                                .log("a scrub that was paused a day ago goes on"))
                        .mapEmpty();
    }

    private Future<Void> beginIfDue() {
        return repository
                .pass()
                .compose(pass -> isDue(pass, period, clock.instant()) ? begin() : Future.succeededFuture());
    }

    static boolean isDue(Optional<ScrubPass> pass, Duration period, Instant now) {
        return pass.map(last -> last.isComplete()
                        ? !last.startedAt()
                                .plusMillis(Math.round(period.toMillis() * EARLY))
                                .isAfter(now)
                        : !last.attemptedAt().plus(PATIENCE).isAfter(now))
                .orElse(true);
    }

    /** One that is under way is all that is wanted. */
    private Future<Void> begin() {
        return jobs.start(JobKind.SCRUB, Map.of(Scrub.CONTINUE, true), Requester.system(AUTHOR))
                .<Void>mapEmpty()
                .recover(failure -> failure instanceof ServiceException refused && refused.code() == ErrorCode.CONFLICT
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure));
    }
}
