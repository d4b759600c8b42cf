package io.artstore.launcher.cli.storage;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.config.ElementSettings;
import io.artstore.storage.StorageMaintenance;
import io.artstore.storage.domain.Finding;
import io.artstore.storage.domain.Job;
import io.artstore.storage.domain.JobKind;
import io.artstore.storage.domain.KeptFinding;
import io.artstore.storage.service.job.JobService.Page;
import io.artstore.storage.service.job.Requester;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The job runs in this process, which owns the element as a serving one would. */
final class LocalSession implements MaintenanceSession {
    private static final int PAGE = 1_000;
    /** Recovery hashes what was cut short, which may be large. */
    private static final Duration OPEN_LIMIT = Duration.ofHours(2);

    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final StorageMaintenance element;

    private LocalSession(Vertx vertx, StorageMaintenance element) {
        this.vertx = vertx;
        this.element = element;
    }

    /** Owns and recovers the element; nothing where another process serves it. */
    static Optional<MaintenanceSession> open(ModuleContext context, ElementSettings settings) {
        Vertx vertx = Vertx.vertx();
        try {
            Optional<StorageMaintenance> owned =
                    await(StorageMaintenance.openIfFree(vertx, context, settings), OPEN_LIMIT);
            if (owned.isEmpty()) {
                await(vertx.close(), ANSWER_LIMIT);
            }
            return owned.map(element -> new LocalSession(vertx, element));
        } catch (RuntimeException e) {
            await(vertx.close(), ANSWER_LIMIT);
            throw e;
        }
    }

    @Override
    public String description() {
        return "nothing serves the element; working on its disk and database directly";
    }

    @Override
    public JobStatus start(JobKind kind, Map<String, Object> options) {
        return shown(await(
                element.jobs(jobs -> jobs.start(kind, options, Requester.system("artstore storage"))), ANSWER_LIMIT));
    }

    @Override
    public JobStatus status(String id) {
        return shown(await(element.jobs(jobs -> jobs.find(UUID.fromString(id))), ANSWER_LIMIT));
    }

    @Override
    public Findings findings(String id, Optional<String> cursor) {
        Page<KeptFinding> page = await(
                element.jobs(jobs -> jobs.findings(UUID.fromString(id), cursor.map(Long::valueOf), PAGE)),
                ANSWER_LIMIT);
        List<FoundLine> lines =
                page.items().stream().map(kept -> line(kept.finding())).toList();
        return new Findings(lines, page.next().map(String::valueOf));
    }

    @Override
    public void close() {
        try {
            await(element.close(), ANSWER_LIMIT);
        } finally {
            await(vertx.close(), ANSWER_LIMIT);
        }
    }

    private static FoundLine line(Finding finding) {
        return new FoundLine(
                finding.rule().label(),
                finding.path(),
                finding.fileId().map(UUID::toString),
                finding.detail(),
                finding.action());
    }

    private static JobStatus shown(Job job) {
        return new JobStatus(
                job.id().toString(),
                job.state().label(),
                job.progress().documentsDone(),
                job.progress().documentsTotal(),
                job.progress().documentsPerSecond(),
                job.progress().remaining(),
                job.counts(),
                job.findings(),
                job.failure());
    }

    private static <T> T await(Future<T> future, Duration limit) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the element did not answer within " + limit, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
