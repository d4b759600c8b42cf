package io.artstore.admin.service.audit;

import io.artstore.admin.crypto.AuditKeys;
import io.artstore.admin.domain.audit.ArchivedPart;
import io.artstore.admin.domain.audit.AuditEntry;
import io.artstore.admin.domain.audit.ChainHead;
import io.artstore.admin.domain.audit.ChainLink;
import io.artstore.admin.domain.audit.ChainState;
import io.artstore.admin.domain.audit.Finding;
import io.artstore.admin.domain.audit.LinkedRow;
import io.artstore.admin.repository.AuditArchiveRepository;
import io.artstore.admin.repository.AuditArchiveRepository.Removal;
import io.artstore.admin.repository.AuditArchiveRepository.Turn;
import io.artstore.admin.store.AuditArchive;
import io.artstore.admin.worker.BoundedWorkers;
import io.artstore.common.audit.AuditJson;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.security.Origin;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the oldest rows into an archive once they have been kept long enough. First the file, durably, then one transaction
 * that removes the rows and links, makes the last of them the chain's anchor and records what was done. A process that dies
 * in between leaves a file and all its rows, and the next run does the part again. What does not verify is not archived.
 */
public final class AuditRetention {
    private static final Logger LOG = LoggerFactory.getLogger(AuditRetention.class);

    private final AuditArchiveRepository repository;
    private final AuditArchive archive;
    private final AuditKeys keys;
    private final BoundedWorkers workers;
    private final Clock clock;
    private final Rule rule;
    private final ChainWriter writer;

    public AuditRetention(
            AuditArchiveRepository repository,
            AuditArchive archive,
            AuditKeys keys,
            BoundedWorkers workers,
            Clock clock,
            Rule rule) {
        this.repository = Objects.requireNonNull(repository, "repository");
        this.archive = Objects.requireNonNull(archive, "archive");
        this.keys = Objects.requireNonNull(keys, "keys");
        this.workers = Objects.requireNonNull(workers, "workers");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.rule = Objects.requireNonNull(rule, "rule");
        this.writer = new ChainWriter(keys, clock);
    }

    /**
     * What is archived.
     *
     * @param kept rows older than this
     * @param partRows how many of them at most in one file, and in memory
     */
    public record Rule(Duration kept, int partRows) {}

    /** Rows at the beginning of the chain, with the head they were found under. */
    private record Part(ChainHead head, List<LinkedRow> linked) {
        ChainLink first() {
            return linked.get(0).link();
        }

        ChainLink last() {
            return linked.get(linked.size() - 1).link();
        }

        List<Long> rows() {
            return linked.stream().map(one -> one.link().auditId()).toList();
        }

        List<String> lines() {
            return linked.stream()
                    .map(one -> new AuditEntry(one.row().orElseThrow(), Optional.of(one.link())).line())
                    .toList();
        }
    }

    /**
     * Archives what is old enough, part by part.
     *
     * @return how many rows that were, none where another node is at it; fails with {@link AuditNotIntactException} at what
     *     does not verify, once everything before the part that it is in has been archived
     */
    public Future<Long> archiveOld() {
        AtomicLong archived = new AtomicLong();
        return Pages.each(() -> repository.inTurn(turn -> archiveNext(turn, archived)))
                .map(done -> archived.get());
    }

    private Future<Boolean> archiveNext(Turn turn, AtomicLong archived) {
        Instant limit = clock.instant().minus(rule.kept());
        return turn.log()
                .head()
                .compose(head -> head.isEmpty()
                        ? Future.succeededFuture(false)
                        : turn.log()
                                .latestArchived()
                                .compose(latest -> requireAnchor(head.get(), latest))
                                .compose(sound -> turn.log().linked(head.get().anchorSequence(), rule.partRows()))
                                .compose(page -> archiveOld(turn, new Part(head.get(), old(page, limit)), archived)));
    }

    private Future<Boolean> archiveOld(Turn turn, Part part, AtomicLong archived) {
        if (part.linked().isEmpty()) {
            return Future.succeededFuture(false);
        }
        return workers.run(() -> requireIntact(part))
                .compose(lines -> write(part, lines))
                .compose(written -> remove(turn, part, written))
                .map(removed -> {
                    archived.addAndGet(part.linked().size());
                    return part.linked().size() == rule.partRows();
                });
    }

    /** Rows from the beginning, up to the first that is too young; a row that is gone has no age. */
    private static List<LinkedRow> old(List<LinkedRow> page, Instant limit) {
        return page.stream()
                .takeWhile(linked ->
                        linked.row().map(row -> row.createdAt().isBefore(limit)).orElse(true))
                .toList();
    }

    /** Nothing is built on an anchor that was moved, or the next seal would cover that up. */
    private Future<Void> requireAnchor(ChainHead head, Optional<ArchivedPart> latest) {
        boolean sealed =
                keys.verifies(head.keyId(), head.sealedText(), head.seal()).orElse(false);
        long sequence = latest.map(ArchivedPart::lastSequence).orElse(0L);
        byte[] hash = latest.map(ArchivedPart::rowHash).orElse(ChainLink.BEGINNING);
        return sealed && sequence == head.anchorSequence() && Arrays.equals(hash, head.anchorHash())
                ? Future.succeededFuture()
                : Future.failedFuture(new AuditNotIntactException(
                        "its head is not sealed, or its anchor is not the end of the archive"));
    }

    private List<String> requireIntact(Part part) {
        ChainWalker walker =
                new ChainWalker(keys, part.head().anchorSequence(), part.head().anchorHash());
        walker.walk(part.linked());
        for (Finding finding : walker.findings()) {
            // A row that tells of an altered head is as sound as any other.
            if (finding.kind() != Finding.Kind.HEAD_REJECTED) {
                throw new AuditNotIntactException(finding.detail());
            }
        }
        return part.lines();
    }

    private Future<ArchivedPart> write(Part part, List<String> lines) {
        String file = ArchivedPart.fileName(part.first(), part.last());
        return archive.writeRows(file, lines).compose(sha256 -> {
            ArchivedPart written = seal(new ArchivedPart(
                    part.first().sequence(),
                    part.last().sequence(),
                    part.first().previousHash(),
                    part.last().rowHash(),
                    file,
                    sha256,
                    writer.now(),
                    writer.keyId(),
                    new byte[0]));
            return archive.writeManifest(file, written.manifest()).map(written);
        });
    }

    private ArchivedPart seal(ArchivedPart part) {
        return part.sealed(keys.sign(part.sealedText()));
    }

    private Future<Void> remove(Turn turn, Part part, ArchivedPart written) {
        return turn.holdChain()
                .compose(state ->
                        turn.remove(new Removal(written, part.rows(), anchored(state, part.last()), event(written))))
                .onSuccess(removed -> LOG.atInfo()
                        .addKeyValue("file", written.file())
                        .addKeyValue("first_sequence", written.firstSequence())
                        .addKeyValue("last_sequence", written.lastSequence())
                        .log("rows of the audit log are in the archive now"));
    }

    private ChainHead anchored(ChainState state, ChainLink last) {
        writer.distrust(state).ifPresent(reason -> {
            throw new AuditNotIntactException(reason);
        });
        return writer.seal(state.head().orElseThrow().anchored(last, writer.now(), writer.keyId()));
    }

    private String event(ArchivedPart part) {
        return AuditJson.writeAll(List.of(AuditType.AUDIT_ARCHIVE
                .by(Actor.SYSTEM, Origin.NONE, clock.instant())
                .about(part.file())
                .with("sha256", part.sha256())
                .with("first_sequence", part.firstSequence())
                .with("last_sequence", part.lastSequence())));
    }
}
