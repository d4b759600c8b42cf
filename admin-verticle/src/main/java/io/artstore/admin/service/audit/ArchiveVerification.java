package io.artstore.admin.service.audit;

import io.artstore.admin.crypto.AuditKeys;
import io.artstore.admin.domain.audit.ArchivedPart;
import io.artstore.admin.domain.audit.ChainHead;
import io.artstore.admin.domain.audit.ChainLink;
import io.artstore.admin.domain.audit.Finding.Kind;
import io.artstore.admin.repository.AuditReadRepository.Snapshot;
import io.artstore.admin.store.AuditArchive;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Proves that the archived parts follow each other from the first link to the anchor without a gap, each sealed, and where
 * the files are at hand, that each is the one that was written, and names those that no part is in.
 */
final class ArchiveVerification {
    private static final int PAGE = 500;

    private final AuditKeys keys;
    private final Snapshot snapshot;
    private final ChainWalker walker;
    private final Optional<AuditArchive> files;

    private long last;
    private byte[] lastHash = ChainLink.BEGINNING;
    private ArchivedPart latest;
    /** Names of files, one for each thousand rows that were ever archived. */
    private final Set<String> known = new HashSet<>();

    /** A verification that notes what it finds with a walker. */
    ArchiveVerification(AuditKeys keys, Snapshot snapshot, ChainWalker walker, Optional<AuditArchive> files) {
        this.keys = keys;
        this.snapshot = snapshot;
        this.walker = walker;
        this.files = files;
    }

    /** Verifies all parts; returns the latest, empty where nothing was archived. */
    Future<Optional<ArchivedPart>> verify(Optional<ChainHead> head) {
        return Pages.each(this::next)
                .compose(done -> {
                    head.ifPresent(this::requireAnchor);
                    return files.map(this::nameLeftovers).orElseGet(Future::succeededFuture);
                })
                .map(done -> Optional.ofNullable(latest));
    }

    private Future<Boolean> next() {
        return snapshot.archived(last, PAGE).compose(parts -> {
            parts.forEach(this::step);
            return files.map(archive -> requireFiles(archive, parts))
                    .orElseGet(Future::succeededFuture)
                    .map(parts.size() == PAGE);
        });
    }

    private void step(ArchivedPart part) {
        requireSeal(part);
        requirePlace(part);
        last = part.lastSequence();
        lastHash = part.rowHash();
        latest = part;
        known.add(part.file());
        known.add(AuditArchive.manifestOf(part.file()));
    }

    private void requireSeal(ArchivedPart part) {
        Optional<Boolean> sealed = keys.verifies(part.keyId(), part.sealedText(), part.seal());
        if (sealed.isEmpty()) {
            note(Kind.KEY_UNKNOWN, part, "is sealed with key " + part.keyId() + ", which is not configured");
        } else if (!sealed.get()) {
            note(Kind.ARCHIVE_FORGED, part, "is not sealed with key " + part.keyId());
        }
    }

    private void requirePlace(ArchivedPart part) {
        if (part.firstSequence() != last + 1 || !Arrays.equals(part.previousHash(), lastHash)) {
            note(Kind.ARCHIVE_FORGED, part, "does not follow link " + last);
        }
    }

    private Future<Void> requireFiles(AuditArchive archive, List<ArchivedPart> parts) {
        Future<Void> done = Future.succeededFuture();
        for (ArchivedPart part : parts) {
            done = done.compose(before -> requireFile(archive, part));
        }
        return done;
    }

    private Future<Void> requireFile(AuditArchive archive, ArchivedPart part) {
        return archive.sha256(part.file()).map(found -> {
            if (found.isEmpty()) {
                note(Kind.ARCHIVE_MISSING, part, "is not in the folder of the archive");
            } else if (!found.get().equals(part.sha256())) {
                note(Kind.ARCHIVE_CHANGED, part, "has the SHA-256 " + found.get() + " instead of " + part.sha256());
            }
            return null;
        });
    }

    private Future<Void> nameLeftovers(AuditArchive archive) {
        return archive.names().map(names -> {
            names.stream()
                    .filter(name -> !known.contains(name))
                    .forEach(
                            name -> walker.note(
                                    Kind.ARCHIVE_LEFTOVER,
                                    0,
                                    0,
                                    "the file " + name
                                            + " in the folder of the archive holds no archived part of this log; a run"
                                            + " of the retention that was interrupted leaves such files, and one under way has them"));
            return null;
        });
    }

    private void requireAnchor(ChainHead head) {
        if (head.anchorSequence() != last || !Arrays.equals(head.anchorHash(), lastHash)) {
            walker.note(
                    Kind.ANCHOR_CONTRADICTED,
                    head.anchorSequence(),
                    0,
                    "the head says that links up to " + head.anchorSequence()
                            + " are archived, but the archive ends with " + last);
        }
    }

    private void note(Kind kind, ArchivedPart part, String what) {
        walker.note(
                kind,
                part.firstSequence(),
                0,
                "the archived part " + part.file() + ", links " + part.firstSequence() + " to " + part.lastSequence()
                        + ", " + what);
    }
}
