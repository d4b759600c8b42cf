package io.artstore.query.element;

import io.artstore.common.bus.BusFailures;
import io.artstore.common.contract.storage.ChangeFeedApi;
import io.artstore.common.contract.storage.ChangePage;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.query.domain.IndexPage;
import io.artstore.query.service.IndexMetrics;
import io.artstore.query.service.IndexService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index level with one element, for ever. Belongs to one event loop.
 *
 * <p>It pulls page after page until nothing is left, then waits for the bell or a second, whichever comes first, at the
 * {@link FeedPace} of a busy element. There is never more than one pull at a time. Each round begins with the cursor the
 * database holds, so neither a restart, nor another node that follows the same element, nor a database that lost its last
 * moments leads it astray.
 */
public final class FeedFollower {
    private static final Logger LOG = LoggerFactory.getLogger(FeedFollower.class);

    private enum Progress {
        MORE,
        LEVEL
    }

    private final Vertx vertx;
    private final String elementId;
    private final ChangeFeedApi feed;
    private final IndexService index;
    private final IndexMetrics metrics;
    private final FeedPace pace;

    private Optional<String> cursor = Optional.empty();
    private Optional<Long> timer = Optional.empty();
    private Future<Void> turn = Future.succeededFuture();
    private long pulledAtNanos;
    private int failures;
    private int quietPulls;
    private boolean rung;
    private boolean stopped;

    public FeedFollower(
            Vertx vertx,
            String elementId,
            ChangeFeedApi feed,
            IndexService index,
            IndexMetrics metrics,
            FeedPace pace) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.elementId = Objects.requireNonNull(elementId, "elementId");
        this.feed = Objects.requireNonNull(feed, "feed");
        this.index = Objects.requireNonNull(index, "index");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.pace = Objects.requireNonNull(pace, "pace");
    }

    /** Begins to follow. */
    public void start() {
        metrics.following(elementId);
        pull();
    }

    /** The bell: pull as soon as the pace allows, but after the pull in progress; after a failure, no sooner than the floor. */
    public void ring() {
        quietPulls = 0;
        if (stopped || timer.isEmpty()) {
            rung = true;
        } else if (failures == 0) {
            pullSoon();
        } else if (!rung) {
            rung = true;
            pullAfter(pace.floor());
        }
    }

    /** Stops for good; completes when a pull in progress has ended. */
    public Future<Void> stop() {
        stopped = true;
        cancelTimer();
        return turn.otherwiseEmpty().onComplete(done -> metrics.unfollowing(elementId));
    }

    private void pull() {
        cancelTimer();
        rung = false;
        pulledAtNanos = System.nanoTime();
        Future<Progress> page = cursor.map(Future::succeededFuture)
                .orElseGet(() -> index.cursor(elementId))
                .compose(this::pullFrom);
        turn = page.mapEmpty();
        page.onSuccess(this::succeeded).onFailure(this::failed);
    }

    private Future<Progress> pullFrom(String from) {
        return feed.changes(from, ChangeFeedApi.MAX_PAGE)
                .recover(failure -> again(from, failure))
                .compose(page -> apply(ChangeReader.read(elementId, from, page), page.more()));
    }

    private Future<Progress> apply(IndexPage page, boolean more) {
        if (page.isEmpty()) {
            return Future.succeededFuture(Progress.LEVEL);
        }
        return index.apply(page).map(applied -> {
            cursor = applied ? Optional.of(page.to()) : Optional.empty();
            return applied && !more ? Progress.LEVEL : Progress.MORE;
        });
    }

    /** An element that does not know our cursor was replaced or restored; everything it holds is read again. */
    private Future<ChangePage> again(String from, Throwable failure) {
        Throwable cause = BusFailures.fromReply(failure);
        boolean refused = cause instanceof ServiceException known && known.code() == ErrorCode.MALFORMED_REQUEST;
        if (!refused || from.equals(ChangeFeedApi.BEGINNING)) {
            return Future.failedFuture(cause);
        }
        LOG.warn("Element {} does not know the index's cursor ({}); reading its feed anew", elementId, from, cause);
        return feed.changes(ChangeFeedApi.BEGINNING, ChangeFeedApi.MAX_PAGE)
                .recover(still -> Future.failedFuture(BusFailures.fromReply(still)));
    }

    private void succeeded(Progress progress) {
        if (failures > 0) {
            LOG.info("Element {} can be indexed again", elementId);
            failures = 0;
        }
        if (progress == Progress.LEVEL) {
            cursor = Optional.empty();
            quietPulls++;
            metrics.level(elementId);
        }
        if (stopped) {
            return;
        }
        if (progress == Progress.MORE) {
            pull();
        } else if (rung) {
            pullSoon();
        } else {
            pullAfter(pace.waitAfterBell(quietPulls));
        }
    }

    private void failed(Throwable failure) {
        cursor = Optional.empty();
        rung = false;
        failures++;
        if (failures == 1) {
            LOG.warn("Element {} cannot be indexed at the moment; trying again until it can", elementId, failure);
        } else {
            LOG.debug("Element {} still cannot be indexed, attempt {}", elementId, failures, failure);
        }
        if (!stopped) {
            pullAfter(pace.waitAfterFailures(failures));
        }
    }

    private void pullSoon() {
        Duration wait = pace.waitAfterPull(Duration.ofNanos(System.nanoTime() - pulledAtNanos));
        if (wait.isZero()) {
            pull();
        } else {
            pullAfter(wait);
        }
    }

    private void pullAfter(Duration wait) {
        cancelTimer();
        timer = Optional.of(vertx.setTimer(Math.max(1, wait.toMillis()), fired -> {
            timer = Optional.empty();
            pull();
        }));
    }

    private void cancelTimer() {
        timer.ifPresent(vertx::cancelTimer);
        timer = Optional.empty();
    }
}
