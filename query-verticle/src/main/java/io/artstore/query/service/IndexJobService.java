package io.artstore.query.service;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.artstore.query.domain.IndexJob;
import io.artstore.query.repository.IndexJobRepository;
import io.artstore.query.repository.IndexListingRepository;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts work on the index and tells how far it is. One job at a time in one process. */
public final class IndexJobService {
    private static final Logger LOG = LoggerFactory.getLogger(IndexJobService.class);

    private final IndexService index;
    private final IndexVerification verification;
    private final IndexJobRepository jobs;
    private final IndexListingRepository listings;

    private final AtomicReference<UUID> underWay = new AtomicReference<>();

    public IndexJobService(
            IndexService index,
            IndexVerification verification,
            IndexJobRepository jobs,
            IndexListingRepository listings) {
        this.index = Objects.requireNonNull(index, "index");
        this.verification = Objects.requireNonNull(verification, "verification");
        this.jobs = Objects.requireNonNull(jobs, "jobs");
        this.listings = Objects.requireNonNull(listings, "listings");
    }

    /**
     * Begins a job.
     *
     * @return the job, under way; fails with {@code CONFLICT} while another one is
     */
    public Future<IndexJob> start(IndexJob.Kind kind, Caller caller) {
        UUID id = UUID.randomUUID();
        UUID other = underWay.compareAndExchange(null, id);
        if (other != null) {
            return Future.failedFuture(new ServiceException(
                    ErrorCode.CONFLICT, "job " + other + " is under way; wait until it has finished"));
        }
        return jobs.create(id, kind, caller.username())
                .onFailure(failure -> underWay.set(null))
                .onSuccess(created -> run(id, kind))
                .compose(created -> find(id));
    }

    /** The job of that id; fails with {@code NOT_FOUND}. Jobs are remembered for a month. */
    public Future<IndexJob> find(UUID id) {
        return jobs.find(id)
                .map(found -> found.orElseThrow(() -> ServiceException.notFound("Index job not found: " + id)));
    }

    private void run(UUID id, IndexJob.Kind kind) {
        listings.dropAbandoned()
                .compose(dropped -> index.knownElements())
                .compose(elements ->
                        jobs.plan(id, elements.size()).compose(planned -> verification.run(id, kind, elements)))
                .map(Optional.<String>empty())
                .otherwise(failure -> {
                    LOG.warn("Index job {} ended early", id, failure);
                    return Optional.of("the job ended early: the index could not be read or written");
                })
                .compose(failure -> jobs.finish(id, failure))
                .onFailure(failure -> LOG.warn("The end of index job {} could not be recorded", id, failure))
                .onComplete(ended -> underWay.set(null));
    }
}
