package io.artstore.admin.service.audit;

import io.artstore.admin.crypto.AuditKeys;
import io.artstore.admin.domain.audit.ArchivedPart;
import io.artstore.admin.domain.audit.AuditRow;
import io.artstore.admin.domain.audit.ChainHead;
import io.artstore.admin.domain.audit.ChainLink;
import io.artstore.admin.domain.audit.Finding.Kind;
import io.artstore.admin.domain.audit.LinkedRow;
import io.artstore.admin.domain.audit.PublishedHead;
import io.artstore.admin.domain.audit.VerificationReport;
import io.artstore.admin.repository.AuditReadRepository;
import io.artstore.admin.repository.AuditReadRepository.Snapshot;
import io.artstore.admin.store.AuditArchive;
import io.artstore.admin.worker.BoundedWorkers;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Proves the audit log, or names what is not as it was recorded. It looks at one state of the log, page by page, while the
 * log goes on. One verification at a time.
 */
public final class AuditVerification {
    private static final int PAGE = 500;
    /** The retention runs once a day, and may have to wait for another node's. */
    private static final Duration RETENTION_SLACK = Duration.ofDays(2);

    private final AuditReadRepository repository;
    private final AuditKeys keys;
    private final BoundedWorkers workers;
    private final Optional<Duration> kept;
    private final Clock clock;
    private final AtomicBoolean underWay = new AtomicBoolean();

    /**
     * Verifications of a log.
     *
     * @param kept how long rows stay in the database; empty is for ever
     */
    public AuditVerification(
            AuditReadRepository repository,
            AuditKeys keys,
            BoundedWorkers workers,
            Optional<Duration> kept,
            Clock clock) {
        this.repository = Objects.requireNonNull(repository, "repository");
        this.keys = Objects.requireNonNull(keys, "keys");
        this.workers = Objects.requireNonNull(workers, "workers");
        this.kept = Objects.requireNonNull(kept, "kept");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Which links to look at.
     *
     * @param from the first; 1 or less is the beginning
     * @param to the last; empty is the end, and only then the head and rows without a link are looked at
     * @param published heads that were published earlier, to be held against the log
     * @param archive where the archived files are; empty leaves them out, and only their records are looked at
     */
    public record Scope(long from, Optional<Long> to, List<PublishedHead> published, Optional<AuditArchive> archive) {}

    /** How far a verification has come. */
    public record Progress(long sequence, long lastSequence, long links, int findings) {}

    /**
     * Verifies.
     *
     * @param progress told after each page; the next is read when its Future is done, and none when it fails
     */
    public Future<VerificationReport> verify(Scope scope, Function<Progress, Future<Void>> progress) {
        if (!underWay.compareAndSet(false, true)) {
            return Future.failedFuture(
                    new ServiceException(ErrorCode.CONFLICT, "a verification is under way already; wait for its end"));
        }
        long begin = System.nanoTime();
        return repository
                .inSnapshot(snapshot -> snapshot.head()
                        .compose(head -> walk(snapshot, head, scope, progress))
                        .map(walked ->
                                walked.walk().report(walked.archived(), Duration.ofNanos(System.nanoTime() - begin))))
                .onComplete(done -> underWay.set(false));
    }

    /** A walk with what it walks on. */
    private record Walk(
            Snapshot snapshot,
            Optional<ChainHead> head,
            Scope scope,
            ChainWalker walker,
            Function<Progress, Future<Void>> progress) {
        long end() {
            long last = head.map(ChainHead::sequence).orElse(Long.MAX_VALUE);
            return scope.to().orElse(last);
        }

        boolean isWhole() {
            return scope.to().isEmpty();
        }

        VerificationReport report(Optional<ArchivedPart> archived, Duration duration) {
            return new VerificationReport(
                    walker.first(),
                    walker.last(),
                    walker.links(),
                    walker.adopted(),
                    walker.findings(),
                    walker.more(),
                    head.orElse(null),
                    archived.orElse(null),
                    duration);
        }
    }

    /** A walk that is done, and the archived part it began behind. */
    private record Walked(Walk walk, Optional<ArchivedPart> archived) {}

    private Future<Walked> walk(
            Snapshot snapshot, Optional<ChainHead> head, Scope scope, Function<Progress, Future<Void>> progress) {
        return walker(snapshot, head, scope)
                .map(walker -> new Walk(snapshot, head, scope, walker, progress))
                .compose(walk -> Pages.each(() -> page(walk))
                        .compose(done -> checkPublished(walk, 0))
                        .compose(done -> walk.isWhole() ? checkEnds(walk) : Future.succeededFuture(Optional.empty()))
                        .map(archived -> new Walked(walk, archived)));
    }

    private Future<ChainWalker> walker(Snapshot snapshot, Optional<ChainHead> head, Scope scope) {
        long anchor = head.map(ChainHead::anchorSequence).orElse(0L);
        byte[] anchorHash = head.map(ChainHead::anchorHash).orElse(ChainLink.BEGINNING);
        if (scope.from() <= anchor + 1) {
            return Future.succeededFuture(new ChainWalker(keys, anchor, anchorHash));
        }
        long behind = scope.from() - 1;
        return snapshot.link(behind)
                .map(link -> new ChainWalker(
                        keys, behind, link.map(ChainLink::rowHash).orElse(null)));
    }

    private Future<Boolean> page(Walk walk) {
        return walk.snapshot()
                .linked(walk.walker().last(), PAGE)
                .compose(page -> page.isEmpty() || (page.get(0).link().sequence() > walk.end() && !walk.isWhole())
                        ? Future.succeededFuture(false)
                        : workers.run(() -> step(walk, page))
                                .compose(walk.progress())
                                .map(page.size() == PAGE));
    }

    /** Links behind the head are walked too: they were not there when it was sealed. */
    private static Progress step(Walk walk, List<LinkedRow> page) {
        long end = walk.isWhole() ? Long.MAX_VALUE : walk.end();
        ChainWalker walker = walk.walker();
        walker.walk(
                page.stream().filter(linked -> linked.link().sequence() <= end).toList());
        return new Progress(
                walker.last(), walk.end(), walker.links(), walker.findings().size());
    }

    private Future<Optional<ArchivedPart>> checkEnds(Walk walk) {
        checkHead(walk);
        long adoptUntil = walk.head().map(ChainHead::adoptUntil).orElse(0L);
        return walk.snapshot()
                .unlinked(adoptUntil, VerificationReport.MOST_FINDINGS + 1)
                .map(ids -> {
                    ids.forEach(id -> walk.walker()
                            .note(Kind.ROW_INSERTED, 0, id, "row " + id + " was not recorded by the appender"));
                    return null;
                })
                .compose(done -> new ArchiveVerification(
                                keys,
                                walk.snapshot(),
                                walk.walker(),
                                walk.scope().archive())
                        .verify(walk.head()))
                .compose(archived -> kept.map(duration -> requireArchived(walk, duration))
                        .orElseGet(Future::succeededFuture)
                        .map(archived));
    }

    /** Whatever keeps the retention from its work, the first row shows that it does not do it. */
    private Future<Void> requireArchived(Walk walk, Duration duration) {
        Instant due = clock.instant().minus(duration).minus(RETENTION_SLACK);
        long anchor = walk.head().map(ChainHead::anchorSequence).orElse(0L);
        return walk.snapshot().linked(anchor, 1).map(first -> {
            for (LinkedRow linked : first) {
                linked.row()
                        .filter(row -> row.createdAt().isBefore(due))
                        .ifPresent(row -> noteBehind(walk.walker(), linked.link(), row));
            }
            return null;
        });
    }

    private static void noteBehind(ChainWalker walker, ChainLink link, AuditRow row) {
        walker.note(
                Kind.RETENTION_BEHIND,
                link.sequence(),
                row.id(),
                "row " + row.id() + " of " + row.createdAt() + " should be in the archive by now;"
                        + " admin's log says why the retention does not take it there");
    }

    private void checkHead(Walk walk) {
        ChainWalker walker = walk.walker();
        if (walk.head().isEmpty()) {
            walker.note(Kind.HEAD_MISSING, 0, 0, "the head of the chain is gone, so its end is not known");
            return;
        }
        ChainHead head = walk.head().get();
        Optional<Boolean> sealed = keys.verifies(head.keyId(), head.sealedText(), head.seal());
        if (sealed.isEmpty()) {
            walker.note(
                    Kind.KEY_UNKNOWN,
                    head.sequence(),
                    0,
                    "the head is sealed with key " + head.keyId() + ", which is not configured");
        } else if (!sealed.get()) {
            walker.note(Kind.HEAD_FORGED, head.sequence(), 0, "the head's seal was not made with key " + head.keyId());
        }
        if (walker.last() < head.sequence()) {
            walker.note(
                    Kind.TRUNCATED,
                    walker.last() + 1,
                    0,
                    "links " + (walker.last() + 1) + " to " + head.sequence() + " are missing at the end");
        } else if (walker.lastHash() != null && !Arrays.equals(walker.lastHash(), head.rowHash())) {
            walker.note(
                    Kind.HEAD_FORGED, head.sequence(), 0, "the head is not that of the last link, " + walker.last());
        }
    }

    private Future<Void> checkPublished(Walk walk, int index) {
        List<PublishedHead> published = walk.scope().published();
        if (index == published.size()) {
            return Future.succeededFuture();
        }
        PublishedHead head = published.get(index);
        long anchor = walk.head().map(ChainHead::anchorSequence).orElse(0L);
        if (head.sequence() <= anchor) {
            // What it tells of is in an archive.
            return checkPublished(walk, index + 1);
        }
        return walk.snapshot().link(head.sequence()).compose(link -> {
            if (link.isEmpty() || !Arrays.equals(link.get().rowHash(), head.rowHash())) {
                walk.walker()
                        .note(
                                Kind.CHECKPOINT_CONTRADICTED,
                                head.sequence(),
                                0,
                                "the head published at " + head.time() + " names link " + head.sequence()
                                        + (link.isEmpty() ? ", which is gone" : ", whose hash is another now"));
            }
            return checkPublished(walk, index + 1);
        });
    }
}
