package io.artstore.admin.service;

import io.artstore.admin.repository.ElementOverviewRepository;
import io.artstore.admin.repository.ElementRecordRepository;
import io.artstore.admin.repository.ElementRecordRepository.Target;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every element again and again how it is. Belongs to one event loop.
 *
 * <p>Every admin node does so, and none leads: whoever claims a due row first asks that element, and the row is due again
 * one period later. So an element is asked once in a period however many nodes there are, the nodes share the work, and a
 * node that dies with a claim costs one period of a few elements.
 */
public final class ElementHealthJob {
    /** Elements that one node asks at the same time. */
    static final int CONCURRENCY = 16;

    private static final Logger LOG = LoggerFactory.getLogger(ElementHealthJob.class);
    private static final Duration COUNT_EVERY = Duration.ofSeconds(5);
    private static final Duration DRAIN = Duration.ofSeconds(1);
    private static final long SLOWEST_TICK_MILLIS = 1_000;
    private static final long FASTEST_TICK_MILLIS = 50;
    private static final int TICKS_PER_PERIOD = 10;

    private final Vertx vertx;
    private final ElementRecordRepository records;
    private final ElementOverviewRepository overview;
    private final ElementCheckService checks;
    private final ElementMetrics metrics;
    private final Duration period;

    private final Promise<Void> idle = Promise.promise();

    private long ticks = -1;
    private long counts = -1;
    private int asking;
    private boolean claiming;
    private boolean stopped;

    public ElementHealthJob(
            Vertx vertx,
            ElementRecordRepository records,
            ElementOverviewRepository overview,
            ElementCheckService checks,
            ElementMetrics metrics,
            Duration period) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.records = Objects.requireNonNull(records, "records");
        this.overview = Objects.requireNonNull(overview, "overview");
        this.checks = Objects.requireNonNull(checks, "checks");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.period = Objects.requireNonNull(period, "period");
    }

    public Future<Void> start() {
        long tick = Math.max(FASTEST_TICK_MILLIS, Math.min(SLOWEST_TICK_MILLIS, period.toMillis() / TICKS_PER_PERIOD));
        return records.fit().onSuccess(added -> {
            ticks = vertx.setPeriodic(tick, elapsed -> claim());
            counts = vertx.setPeriodic(COUNT_EVERY.toMillis(), elapsed -> count());
        });
    }

    /** Done when nobody is being asked any more, or a little later: a check cut off would count as the element's failure. */
    public Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(ticks);
        vertx.cancelTimer(counts);
        finishIfIdle();
        return idle.future().timeout(DRAIN.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
    }

    private void finishIfIdle() {
        if (stopped && asking == 0) {
            idle.tryComplete();
        }
    }

    private void claim() {
        int free = CONCURRENCY - asking;
        if (claiming || stopped || free <= 0) {
            return;
        }
        claiming = true;
        records.claimDue(free, period)
                .onComplete(claimed -> claiming = false)
                .onSuccess(due -> askAll(due, due.size() == free))
                .onFailure(e -> LOG.atWarn().setCause(e).log("due storage elements cannot be claimed; trying again"));
    }

    private void askAll(List<Target> due, boolean more) {
        for (Target target : due) {
            asking++;
            checks.check(target)
                    .onFailure(e -> LOG.atWarn()
                            .setCause(e)
                            .addKeyValue("id", target.id())
                            .log("what a storage element answered cannot be written down"))
                    .onComplete(done -> {
                        asking--;
                        finishIfIdle();
                        if (more) {
                            claim();
                        }
                    });
        }
    }

    private void count() {
        overview.summary()
                .onSuccess(metrics::counted)
                .onFailure(e -> LOG.atDebug().setCause(e).log("the storage elements cannot be counted"));
    }
}
