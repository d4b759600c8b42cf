package io.artstore.storage.service.job;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.Job;
import io.artstore.storage.domain.JobKind;
import io.artstore.storage.domain.JobState;
import io.artstore.storage.domain.KeptFinding;
import io.artstore.storage.repository.JobRepository;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts long work, tells how far it is, pauses and cancels it. One job of a kind at a time in one element. Belongs to the
 * element's event loop.
 */
public final class JobService {
    private static final Logger LOG = LoggerFactory.getLogger(JobService.class);
    private static final String PROCESS_ENDED = "the process that ran it ended; start another one";
    private static final String STOPPED = "the element stops";

    private final Map<JobKind, JobWork> works = new EnumMap<>(JobKind.class);
    private final Map<UUID, JobRun> runs = new HashMap<>();
    private final JobRepository jobs;
    private final Clock clock;

    public JobService(JobRepository jobs, List<JobWork> works, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
        works.forEach(work -> this.works.put(work.kind(), work));
    }

    /** A page of a list and the cursor of the next one, which is empty at the end. */
    public record Page<T>(List<T> items, Optional<Long> next) {}

    /**
     * What became of the jobs of the process before this one: those that can go on do, the others failed. To be called
     * once, when the element is recovered.
     */
    public Future<Void> takeOver() {
        return jobs.open().compose(open -> {
            Future<Void> chain = Future.succeededFuture();
            for (Job job : open) {
                chain = chain.compose(previous -> takeOver(job));
            }
            return chain;
        });
    }

    private Future<Void> takeOver(Job job) {
        JobWork work = works.get(job.kind());
        if (work == null || !work.isResumable()) {
            return end(job.id(), JobState.FAILED, Optional.of(PROCESS_ENDED));
        }
        LOG.atInfo()
                .addKeyValue("job", job.id())
                .addKeyValue("kind", job.kind())
                .log("a job goes on");
        begin(job, work, Requester.system(job.requestedBy()));
        return Future.succeededFuture();
    }

    /** Ends the runs of this process without deciding what becomes of the jobs: the next start does. */
    public void stop() {
        runs.values().forEach(run -> run.end(STOPPED));
        runs.clear();
    }

    /**
     * Begins a job.
     *
     * @return the job, under way; fails with {@code CONFLICT} while another one of its kind is open
     */
    public Future<Job> start(JobKind kind, Map<String, Object> options, Requester requester) {
        UUID id = UUID.randomUUID();
        String event = JobEvents.started(id, kind, options, requester, clock.instant());
        return jobs.create(id, kind, requester.name(), options, event)
                .compose(created -> created ? find(id) : openOf(kind).compose(JobService::refuse))
                .onSuccess(job -> begin(job, works.get(kind), requester));
    }

    private Future<Optional<Job>> openOf(JobKind kind) {
        return jobs.open()
                .map(open -> open.stream().filter(job -> job.kind() == kind).findFirst());
    }

    private static Future<Job> refuse(Optional<Job> open) {
        String which = open.map(job -> "the job " + job.id() + " of the same kind is "
                        + job.state().label())
                .orElse("a job of the same kind has only just ended");
        return Future.failedFuture(new ServiceException(
                ErrorCode.CONFLICT,
                which + "; wait until it has ended, or cancel it with POST /api/v1/jobs/{id}/cancel"));
    }

    /** The job of that id; fails with {@code NOT_FOUND}. */
    public Future<Job> find(UUID id) {
        return jobs.find(id).map(found -> found.orElseThrow(() -> ServiceException.notFound("Job not found: " + id)));
    }

    /** The newest first. */
    public Future<Page<Job>> page(Optional<Long> before, Optional<JobKind> kind, Optional<JobState> state, int limit) {
        return jobs.page(before.orElse(Long.MAX_VALUE), kind, state, limit + 1).map(found -> {
            List<Job> shown = found.subList(0, Math.min(limit, found.size()));
            return new Page<>(shown, found.size() > limit ? last(shown).map(Job::number) : Optional.empty());
        });
    }

    /** What a job found, in the order it was found. */
    public Future<Page<KeptFinding>> findings(UUID id, Optional<Long> after, int limit) {
        return find(id).compose(job -> jobs.findings(id, after.orElse(0L), limit + 1))
                .map(found -> {
                    List<KeptFinding> shown = found.subList(0, Math.min(limit, found.size()));
                    return new Page<>(
                            shown, found.size() > limit ? last(shown).map(KeptFinding::number) : Optional.empty());
                });
    }

    /** Lets a job end at its next step; fails with {@code CONFLICT} where it has ended. */
    public Future<Job> cancel(UUID id, String requestedBy) {
        return open(id).compose(job -> {
                    JobRun run = runs.get(id);
                    if (run == null) {
                        return end(id, JobState.CANCELLED, Optional.of(cancelledBy(requestedBy)));
                    }
                    run.end(cancelledBy(requestedBy));
                    return Future.succeededFuture();
                })
                .compose(cancelled -> find(id));
    }

    /** Lets a job wait at its next step. */
    public Future<Job> pause(UUID id) {
        return open(id).compose(job -> jobs.switchTo(id, JobState.PAUSED))
                .onSuccess(paused -> Optional.ofNullable(runs.get(id)).ifPresent(JobRun::pause))
                .compose(paused -> find(id));
    }

    /** Lets a paused job go on. */
    public Future<Job> resume(UUID id) {
        return open(id).compose(job -> jobs.switchTo(id, JobState.RUNNING))
                .onSuccess(resumed -> Optional.ofNullable(runs.get(id)).ifPresent(JobRun::unpause))
                .compose(resumed -> find(id));
    }

    private Future<Job> open(UUID id) {
        return find(id).map(job -> {
            if (!job.state().isOpen()) {
                throw new ServiceException(
                        ErrorCode.CONFLICT,
                        "the job " + id + " has ended: it is " + job.state().label());
            }
            return job;
        });
    }

    private void begin(Job job, JobWork work, Requester requester) {
        JobRun run = new JobRun(job, requester, jobs, clock);
        if (job.state() == JobState.PAUSED) {
            run.pause();
        }
        runs.put(job.id(), run);
        // A first step, so that a paused job waits before it does anything.
        run.advance()
                .compose(ready -> work.run(run))
                .compose(done -> run.flush())
                .transform(outcome -> end(run, outcome.succeeded() ? null : outcome.cause()))
                .onFailure(failure -> LOG.atWarn()
                        .setCause(failure)
                        .addKeyValue("job", run.id())
                        .log("the end of a job could not be recorded; the next start does"))
                .onComplete(ended -> runs.remove(run.id()));
    }

    private Future<Void> end(JobRun run, Throwable failure) {
        if (run.endReason().filter(STOPPED::equals).isPresent()) {
            return Future.succeededFuture();
        }
        if (failure == null) {
            return end(run.id(), JobState.FINISHED, Optional.empty());
        }
        if (failure instanceof JobEndedException ended) {
            return run.flush().compose(saved -> end(run.id(), JobState.CANCELLED, Optional.of(ended.getMessage())));
        }
        LOG.atWarn().setCause(failure).addKeyValue("job", run.id()).log("a job ended early");
        return run.flush().transform(saved -> end(run.id(), JobState.FAILED, Optional.of(explain(failure))));
    }

    private Future<Void> end(UUID id, JobState state, Optional<String> failure) {
        return jobs.end(id, state, failure, JobEvents.ended(id, state, failure, clock.instant()));
    }

    private static String explain(Throwable failure) {
        return failure instanceof ServiceException known
                ? known.getMessage()
                : "the job ended early; the log of the element says why";
    }

    private static String cancelledBy(String username) {
        return "cancelled by " + username;
    }

    private static <T> Optional<T> last(List<T> items) {
        return items.isEmpty() ? Optional.empty() : Optional.of(items.get(items.size() - 1));
    }
}
