package io.artstore.storage.service.job;

import io.artstore.common.audit.AuditJson;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.storage.domain.Finding;
import io.artstore.storage.domain.Job;
import io.artstore.storage.domain.JobProgress;
import io.artstore.storage.repository.JobRepository;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One run of a job: what its work reports to and asks. Belongs to the element's event loop.
 *
 * <p>Nothing grows with the work: findings go to the database at every step, and past {@value #KEPT_FINDINGS} of them they
 * are only counted.
 */
public final class JobRun {
    static final int KEPT_FINDINGS = 100_000;

    private static final Duration SAVE_EVERY = Duration.ofSeconds(1);

    private final Job job;
    private final Requester requester;
    private final JobRepository jobs;
    private final Clock clock;
    private final Map<String, Long> counts;
    private List<Finding> unsaved = new ArrayList<>();
    private List<AuditEvent> untold = new ArrayList<>();
    private long documentsDone;
    private OptionalLong documentsTotal;
    private long bytesDone;
    private OptionalLong bytesTotal;
    private Optional<String> position;
    private long findings;
    private Duration active;
    private Instant activeSince;
    private Instant savedAt;
    private Optional<String> endReason = Optional.empty();
    private Promise<Void> pause;

    JobRun(Job job, Requester requester, JobRepository jobs, Clock clock) {
        this.job = job;
        this.requester = requester;
        this.jobs = jobs;
        this.clock = clock;
        this.counts = new LinkedHashMap<>(job.counts());
        this.documentsDone = job.progress().documentsDone();
        this.documentsTotal = job.progress().documentsTotal();
        this.bytesDone = job.progress().bytesDone();
        this.bytesTotal = job.progress().bytesTotal();
        this.position = job.position();
        this.findings = job.findings();
        this.active = job.progress().active();
        this.activeSince = clock.instant();
        this.savedAt = activeSince;
    }

    public UUID id() {
        return job.id();
    }

    /** The name of whoever asked for it. */
    public String requestedBy() {
        return job.requestedBy();
    }

    public Instant startedAt() {
        return job.createdAt();
    }

    /** What was counted so far. */
    public Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /** Whether the request asked for this. */
    public boolean asks(String option) {
        return Boolean.TRUE.equals(job.options().get(option));
    }

    /** Where an earlier run of this job stood; empty at its beginning. */
    public Optional<String> position() {
        return position;
    }

    /** How much there is to do; empty where nobody knows. */
    public void expect(OptionalLong documents, OptionalLong bytes) {
        documentsTotal = documents;
        bytesTotal = bytes;
    }

    /** So much more is done. */
    public void done(long documents, long bytes) {
        documentsDone += documents;
        bytesDone += bytes;
    }

    /** Adds to one of the job's counts. */
    public void count(String what, long howMany) {
        counts.merge(what, howMany, Long::sum);
    }

    public void found(Finding finding) {
        findings++;
        if (findings <= KEPT_FINDINGS) {
            unsaved.add(finding);
        }
    }

    /** Something was done about a finding that the audit log is to tell, as an act of whoever asked for the job. */
    public void did(AuditType type, Finding about, Map<String, Object> facts) {
        AuditEvent event = type.by(requester.actor(), requester.origin(), clock.instant())
                .about(about.fileId().map(UUID::toString).orElse(null))
                .with("job_id", job.id().toString())
                .with("rule", about.rule().label())
                .with("path", about.path().orElse(null));
        for (Map.Entry<String, Object> fact : facts.entrySet()) {
            event = event.with(fact.getKey(), fact.getValue());
        }
        untold.add(event);
    }

    /** Between two steps that need not be resumed. */
    public Future<Void> advance() {
        return saveFindings()
                .compose(saved -> isDue() ? save() : Future.succeededFuture())
                .compose(saved -> maySucceed());
    }

    /**
     * Between two steps: saves what was found, and now and then how far the work is; waits while the job is paused; fails
     * when it is to end.
     *
     * @param reached where the next step begins
     */
    public Future<Void> advance(String reached) {
        position = Optional.of(reached);
        return advance();
    }

    /** Repeats a step, which says whether there is another one, and advances between them. */
    public Future<Void> repeat(Supplier<Future<Boolean>> step) {
        Promise<Void> end = Promise.promise();
        repeat(step, end);
        return end.future();
    }

    /** Not by composition: the chain would grow with every step, and end in a stack overflow. */
    private void repeat(Supplier<Future<Boolean>> step, Promise<Void> end) {
        advance().compose(ready -> step.get()).onComplete(outcome -> {
            if (outcome.failed()) {
                end.fail(outcome.cause());
            } else if (outcome.result()) {
                repeat(step, end);
            } else {
                end.complete();
            }
        });
    }

    /** Writes down everything, at the end of the work. */
    Future<Void> flush() {
        return saveFindings().compose(saved -> save());
    }

    /** Makes the next step fail. */
    void end(String reason) {
        endReason = Optional.of(reason);
        unpause();
    }

    Optional<String> endReason() {
        return endReason;
    }

    /** Makes the next step wait. */
    void pause() {
        if (pause == null) {
            active = activeNow();
            pause = Promise.promise();
        }
    }

    void unpause() {
        if (pause != null) {
            activeSince = clock.instant();
            Promise<Void> over = pause;
            pause = null;
            over.complete();
        }
    }

    private Future<Void> maySucceed() {
        if (pause != null) {
            return save().compose(saved -> pause == null ? Future.succeededFuture() : pause.future())
                    .compose(resumed -> maySucceed());
        }
        return endReason.isPresent()
                ? Future.failedFuture(new JobEndedException(endReason.get()))
                : Future.succeededFuture();
    }

    private Future<Void> saveFindings() {
        if (unsaved.isEmpty() && untold.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Finding> batch = unsaved;
        List<AuditEvent> events = untold;
        unsaved = new ArrayList<>();
        untold = new ArrayList<>();
        return jobs.add(job.id(), batch, AuditJson.writeAll(events));
    }

    private boolean isDue() {
        return Duration.between(savedAt, clock.instant()).compareTo(SAVE_EVERY) >= 0;
    }

    private Future<Void> save() {
        savedAt = clock.instant();
        JobProgress progress = new JobProgress(
                documentsDone, atLeast(documentsTotal, documentsDone), bytesDone, bytesTotal, activeNow());
        return jobs.save(job.id(), progress, position, counts, findings);
    }

    private Duration activeNow() {
        return pause == null ? active.plus(Duration.between(activeSince, clock.instant())) : active;
    }

    /** Documents arrive while the work goes on. */
    private static OptionalLong atLeast(OptionalLong total, long done) {
        return total.isPresent() ? OptionalLong.of(Math.max(total.getAsLong(), done)) : total;
    }
}
