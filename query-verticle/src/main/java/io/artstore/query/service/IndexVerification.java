package io.artstore.query.service;

import io.artstore.query.domain.ElementFindings;
import io.artstore.query.domain.IndexJob;
import io.artstore.query.domain.IndexPage;
import io.artstore.query.element.FeedListing;
import io.artstore.query.repository.IndexJobRepository;
import io.artstore.query.repository.IndexListingRepository;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the index with elements, and on demand mends it first. An element's whole feed is read, and only a complete
 * listing is compared or believed.
 */
public final class IndexVerification {
    private static final Logger LOG = LoggerFactory.getLogger(IndexVerification.class);
    /** Changes younger than this may be on their way; also what the clocks of two hosts may differ by. */
    private static final Duration IN_FLIGHT = Duration.ofSeconds(10);

    /** What differs is looked at again after this long, because a deletion does not say how young it is. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(3);

    /** What a follower may need to notice that it shall begin again, on top of the reading. */
    private static final Duration NOTICE = Duration.ofSeconds(12);

    /** Followers write rows and indexes where a listing writes digests: they may take this many times as long. */
    private static final int SLOWER = 10;

    /** An element that seemed to differ, and until when that may still mend by itself. */
    private record Doubt(String elementId, Instant settledBefore, Instant patientUntil) {}

    private final Vertx vertx;
    private final FeedListing feeds;
    private final IndexService index;
    private final IndexListingRepository listings;
    private final IndexJobRepository jobs;
    private final Clock clock;

    public IndexVerification(
            Vertx vertx,
            FeedListing feeds,
            IndexService index,
            IndexListingRepository listings,
            IndexJobRepository jobs,
            Clock clock) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.feeds = Objects.requireNonNull(feeds, "feeds");
        this.index = Objects.requireNonNull(index, "index");
        this.listings = Objects.requireNonNull(listings, "listings");
        this.jobs = Objects.requireNonNull(jobs, "jobs");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Does a job for every element and records what differs; one that cannot be compared is a finding, not a failure. */
    public Future<Void> run(UUID job, IndexJob.Kind kind, List<String> elements) {
        List<Doubt> doubts = new ArrayList<>();
        Future<Void> chain = Future.succeededFuture();
        for (String element : elements) {
            chain = chain.compose(done -> look(job, kind, element, doubts));
        }
        return chain.compose(done -> lookAgain(job, doubts));
    }

    private Future<Void> look(UUID job, IndexJob.Kind kind, String elementId, List<Doubt> doubts) {
        Instant begin = clock.instant();
        Instant settledBefore = begin.minus(IN_FLIGHT);
        return feeds.read(elementId, page -> take(job, page))
                .compose(complete -> kind == IndexJob.Kind.RESYNC
                        ? index.restart(job, elementId, settledBefore)
                        : Future.succeededFuture())
                .compose(ready -> listings.compare(job, elementId, settledBefore))
                .recover(failure -> uncompared(elementId, failure))
                .compose(found -> {
                    if (found.failure().isPresent() || (found.clean() && kind == IndexJob.Kind.VERIFY)) {
                        return conclude(job, found);
                    }
                    doubts.add(new Doubt(elementId, settledBefore, patience(kind, begin)));
                    return Future.succeededFuture();
                });
    }

    /** A comparison needs one more look; after a restart the follower needs its time. */
    private Instant patience(IndexJob.Kind kind, Instant begin) {
        Instant now = clock.instant();
        return kind == IndexJob.Kind.VERIFY
                ? now
                : now.plus(NOTICE).plus(Duration.between(begin, now).multipliedBy(SLOWER));
    }

    private Future<Void> lookAgain(UUID job, List<Doubt> doubts) {
        if (doubts.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Doubt> remaining = new ArrayList<>();
        Future<Void> chain =
                vertx.timer(SECOND_LOOK.toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
        for (Doubt doubt : doubts) {
            chain = chain.compose(done -> lookAgain(job, doubt, remaining));
        }
        return chain.compose(done -> lookAgain(job, remaining));
    }

    private Future<Void> lookAgain(UUID job, Doubt doubt, List<Doubt> remaining) {
        return listings.compare(job, doubt.elementId(), doubt.settledBefore()).compose(found -> {
            if (found.clean() || clock.instant().isAfter(doubt.patientUntil())) {
                return conclude(job, found);
            }
            remaining.add(doubt);
            return jobs.progress(job, 0);
        });
    }

    private Future<Void> conclude(UUID job, ElementFindings found) {
        return jobs.add(job, found).compose(added -> listings.drop(job, found.elementId()));
    }

    private static Future<ElementFindings> uncompared(String elementId, Throwable failure) {
        LOG.warn("The index cannot be compared with element {}", elementId, failure);
        String reason = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return Future.succeededFuture(
                ElementFindings.failed(elementId, "the element could not be compared: " + reason));
    }

    private Future<Void> take(UUID job, IndexPage page) {
        int changes = page.upserts().size() + page.deletions().size();
        return listings.add(job, page).compose(listed -> jobs.progress(job, changes));
    }
}
