package io.artstore.storage.service;

import static io.artstore.storage.domain.FailPoints.Step.DELETE_COMMITTED;
import static io.artstore.storage.domain.FailPoints.Step.DELETE_INTENT;
import static io.artstore.storage.domain.FailPoints.Step.DELETE_IN_TRASH;
import static io.artstore.storage.domain.FailPoints.Step.DELETE_TRASH_EMPTIED;

import io.artstore.common.audit.AuditType;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.FailPoints;
import io.artstore.storage.domain.Timestamps;
import io.artstore.storage.domain.WalEntry;
import io.artstore.storage.repository.DocumentRepository;
import io.artstore.storage.store.BlobStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where the destruction of a document is decided and done.
 *
 * <p>Data and attributes go to the trash first, then the row goes, and only when that is final may the trash be emptied:
 * at once, or by {@link TrashJob} when the grace is over. Until then every failure puts the document back.
 */
public final class DeletionService {
    private static final Logger LOG = LoggerFactory.getLogger(DeletionService.class);

    private final ModeGate gate;
    private final DocumentRepository documents;
    private final BlobStore store;
    private final TrashJob trash;
    private final Ledger ledger;
    private final Settlement settlement;
    private final FileLocks locks;
    private final FailPoints failPoints;
    private final Clock clock;

    public DeletionService(
            ModeGate gate,
            DocumentRepository documents,
            BlobStore store,
            TrashJob trash,
            Ledger ledger,
            Settlement settlement,
            FileLocks locks,
            FailPoints failPoints,
            Clock clock) {
        this.gate = gate;
        this.documents = documents;
        this.store = store;
        this.trash = trash;
        this.ledger = ledger;
        this.settlement = settlement;
        this.locks = locks;
        this.failPoints = failPoints;
        this.clock = clock;
    }

    /**
     * Deletes a document; when this is confirmed, it is gone for every reader and stays gone after a crash.
     *
     * @param ifMatch the {@code If-Match} the caller demands to hold of the metadata's tag
     */
    public Future<Void> delete(Caller caller, UUID fileId, Optional<String> ifMatch) {
        gate.requireDelete(caller);
        return locks.oneAtATime(fileId, () -> documents
                .find(fileId)
                .map(found -> found.orElseThrow(() -> ServiceException.notFound("File not found: " + fileId)))
                .map(document -> MetadataCondition.require(document, ifMatch))
                .compose(document -> deleteAlone(caller, document)));
    }

    private Future<Void> deleteAlone(Caller caller, AttributeDocument document) {
        WalEntry entry = AuditedEntries.audited(
                WalEntry.delete(document, Timestamps.now(clock), caller.subject()), AuditType.FILE_DELETE, caller);
        return ledger.open(entry)
                .map(opened -> failPoints.after(DELETE_INTENT))
                .compose(opened -> store.moveToTrash(entry.id(), document.key()))
                .map(moved -> failPoints.after(DELETE_IN_TRASH))
                .compose(moved -> ledger.commitDeleted(entry, document))
                .recover(failure ->
                        settlement.undoUnlessCommitted(entry, failure, () -> ledger.confirmDeleted(document)))
                .map(committed -> failPoints.after(DELETE_COMMITTED))
                .onSuccess(committed -> emptyTrash(entry));
    }

    /** In the background: the answer does not wait for it, and the job finishes what this leaves. */
    private void emptyTrash(WalEntry entry) {
        if (trash.isAtOnce()) {
            trash.destroy(entry.id(), entry.fileId())
                    .map(emptied -> failPoints.after(DELETE_TRASH_EMPTIED))
                    .onFailure(failure -> LOG.atWarn()
                            .setCause(failure)
                            .addKeyValue("trash", entry.id())
                            .log("could not empty the trash; it is tried again in a minute"));
        }
    }
}
