package io.artstore.storage.service.fixity;

import io.artstore.storage.domain.Damage;
import io.artstore.storage.domain.Detection;
import io.artstore.storage.domain.Finding;
import io.artstore.storage.domain.FindingRule;
import io.artstore.storage.domain.JobKind;
import io.artstore.storage.repository.ScrubRepository;
import io.artstore.storage.repository.ScrubRepository.Stop;
import io.artstore.storage.service.Capacity;
import io.artstore.storage.service.fixity.Verifier.Verdict;
import io.artstore.storage.service.job.JobRun;
import io.artstore.storage.service.job.JobWork;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Reads every document again, one after the other in the order of their ids, no faster than the configured pace. Goes on
 * where it was when the process ended.
 */
public final class Scrub implements JobWork {
    /** Only documents that are flagged as damaged. */
    public static final String DAMAGED_ONLY = "damaged_only";
    /** Goes on with a pass that was not completed, instead of beginning a new one. */
    public static final String CONTINUE = "continue";

    private static final int BATCH = 64;
    private static final UUID FIRST = new UUID(0, 0);

    private final Vertx vertx;
    private final ScrubRepository repository;
    private final Verifier verifier;
    private final FixityService fixity;
    private final Capacity capacity;
    private final long bytesPerSecond;
    private final Clock clock;

    public Scrub(
            Vertx vertx,
            ScrubRepository repository,
            Verifier verifier,
            FixityService fixity,
            Capacity capacity,
            long bytesPerSecond,
            Clock clock) {
        this.vertx = vertx;
        this.repository = repository;
        this.verifier = verifier;
        this.fixity = fixity;
        this.capacity = capacity;
        this.bytesPerSecond = bytesPerSecond;
        this.clock = clock;
    }

    @Override
    public JobKind kind() {
        return JobKind.SCRUB;
    }

    @Override
    public boolean isResumable() {
        return true;
    }

    @Override
    public Future<Void> run(JobRun run) {
        Pace pace = new Pace(vertx, bytesPerSecond);
        return run.asks(DAMAGED_ONLY) ? damaged(run, pace) : everything(run, pace);
    }

    private Future<Void> damaged(JobRun run, Pace pace) {
        run.expect(OptionalLong.of(fixity.level().damaged()), OptionalLong.empty());
        return run.repeat(() -> batch(run, pace, Instant.MAX))
                .compose(done -> fixity.refresh())
                .mapEmpty();
    }

    private Future<Void> everything(JobRun run, Pace pace) {
        Capacity.Level level = capacity.level();
        run.expect(OptionalLong.of(level.liveFiles()), OptionalLong.of(level.liveBytes()));
        boolean fresh = run.position().isEmpty() && !run.asks(CONTINUE);
        return repository
                .begin(clock.instant(), fresh)
                .compose(pass -> run.repeat(() -> batch(run, pace, pass.startedAt())))
                .compose(done -> repository.complete(clock.instant()))
                .compose(complete -> fixity.forgetStrangers())
                .compose(clean -> fixity.refresh())
                .mapEmpty();
    }

    /** Returns whether there was anything. */
    private Future<Boolean> batch(JobRun run, Pace pace, Instant passStartedAt) {
        fixity.requireBytes();
        UUID after = run.position().map(UUID::fromString).orElse(FIRST);
        return repository.next(after, BATCH, run.asks(DAMAGED_ONLY)).compose(stops -> {
            List<UUID> intact = new ArrayList<>();
            Future<Void> chain = Future.succeededFuture();
            for (Stop stop : stops) {
                chain = chain.compose(before -> isDone(stop, passStartedAt)
                        ? Future.succeededFuture(skip(run))
                        : visit(run, pace, stop, intact));
            }
            return chain.eventually(() -> fixity.intact(intact, Detection.SCRUB))
                    .compose(done -> stops.isEmpty() ? Future.succeededFuture() : reached(run, stops))
                    .map(done -> !stops.isEmpty());
        });
    }

    private static Future<Void> reached(JobRun run, List<Stop> stops) {
        return run.advance(stops.get(stops.size() - 1).fileId().toString());
    }

    /** A pass that was cut short is gone on with from its beginning, and passes over what it did. */
    private static boolean isDone(Stop stop, Instant passStartedAt) {
        return stop.verifiedAt() != null && !stop.verifiedAt().isBefore(passStartedAt);
    }

    private static Void skip(JobRun run) {
        run.done(1, 0);
        run.count("verified_before", 1);
        return null;
    }

    private Future<Void> visit(JobRun run, Pace pace, Stop stop, List<UUID> intact) {
        return verifier.verify(stop.fileId(), bytes -> read(run, pace, bytes))
                .compose(verdict -> judge(run, verdict, intact))
                .compose(judged -> pace.spend(Pace.LEAST_BYTES))
                .map(rested -> {
                    run.done(1, 0);
                    return null;
                });
    }

    /** Between the pieces of a large document the job may be paused or cancelled as between documents. */
    private static Future<Void> read(JobRun run, Pace pace, long bytes) {
        run.done(0, bytes);
        return pace.spend(bytes).compose(paid -> run.advance());
    }

    private Future<Void> judge(JobRun run, Optional<Verdict> verdict, List<UUID> intact) {
        if (verdict.isEmpty()) {
            run.count("deleted_meanwhile", 1);
            return Future.succeededFuture();
        }
        Verdict found = verdict.get();
        if (found.damage() == null) {
            run.count("intact", 1);
            intact.add(found.document().fileId());
            return Future.succeededFuture();
        }
        run.count("damaged", 1);
        run.found(Finding.of(
                rule(found.damage()),
                found.document().fileId(),
                found.document().key().path(),
                found.detail()));
        return fixity.keep(found, Detection.SCRUB);
    }

    private static FindingRule rule(Damage damage) {
        return switch (damage) {
            case MISSING -> FindingRule.DATA_MISSING;
            case WRONG_SIZE -> FindingRule.SIZE_MISMATCH;
            case UNREADABLE -> FindingRule.UNREADABLE;
            case WRONG_DIGEST -> FindingRule.DIGEST_MISMATCH;
        };
    }
}
