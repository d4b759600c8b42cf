package io.artstore.storage.service;

import static io.artstore.storage.domain.FailPoints.Step.RESTORE_COMMITTED;
import static io.artstore.storage.domain.FailPoints.Step.RESTORE_INTENT;
import static io.artstore.storage.domain.FailPoints.Step.RESTORE_OUT_OF_TRASH;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.DeletedDocument;
import io.artstore.storage.domain.FailPoints;
import io.artstore.storage.domain.Timestamps;
import io.artstore.storage.domain.WalEntry;
import io.artstore.storage.repository.DocumentRepository;
import io.artstore.storage.repository.TrashRepository;
import io.artstore.storage.service.Capacity.Reservation;
import io.artstore.storage.store.BlobStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives deleted documents back, as they were: same id, same place, same attributes.
 *
 * <p>Before anything is moved the whole document is read in the trash and compared with its digest, so what comes back is
 * the document or nothing does. Until the commit every failure leaves it in the trash. Belongs to the element's event loop.
 */
public final class RestoreService {
    private final ModeGate gate;
    private final Capacity capacity;
    private final DocumentRepository documents;
    private final TrashRepository trash;
    private final BlobStore store;
    private final TrashInspection inspection;
    private final Ledger ledger;
    private final Settlement settlement;
    private final FileLocks locks;
    private final FailPoints failPoints;
    private final Clock clock;

    public RestoreService(
            ModeGate gate,
            Capacity capacity,
            DocumentRepository documents,
            TrashRepository trash,
            BlobStore store,
            Ledger ledger,
            Settlement settlement,
            FileLocks locks,
            FailPoints failPoints,
            Clock clock) {
        this.gate = gate;
        this.capacity = capacity;
        this.documents = documents;
        this.trash = trash;
        this.store = store;
        this.inspection = new TrashInspection(store);
        this.ledger = ledger;
        this.settlement = settlement;
        this.locks = locks;
        this.failPoints = failPoints;
        this.clock = clock;
    }

    /**
     * Gives a document back; when this is confirmed, it is there for every reader and stays there after a crash.
     *
     * @param deletion which of several deletions of the id is meant; otherwise the newest
     * @return the document; fails with 404 where it is not in the trash, 409 where the id or the place is taken again, 507
     *     where the quota has no room, and {@link ErrorCode#DOCUMENT_DAMAGED} where the trash does not hold it whole
     */
    public Future<AttributeDocument> restore(Caller caller, UUID fileId, Optional<UUID> deletion) {
        gate.requireRestore(caller);
        return locks.oneAtATime(fileId, () -> trash.find(fileId, deletion)
                .map(found -> settlement.requireSettled(fileId, found))
                .map(found -> found.orElseThrow(() -> ServiceException.notFound("Not in the trash: " + fileId)))
                .compose(this::requireAbsent)
                .compose(deleted -> restoreAlone(caller, deleted)));
    }

    private Future<DeletedDocument> requireAbsent(DeletedDocument deleted) {
        return documents.find(deleted.fileId()).map(live -> {
            if (live.isPresent()) {
                throw new ServiceException(
                        ErrorCode.CONFLICT,
                        "a document with the id " + deleted.fileId() + " was stored after the deletion; the deleted one"
                                + " can be restored once that is deleted");
            }
            return deleted;
        });
    }

    private Future<AttributeDocument> restoreAlone(Caller caller, DeletedDocument deleted) {
        Reservation reservation = capacity.reserveRestored(deleted.sizeBytes());
        return inspection
                .document(deleted)
                .compose(document -> write(caller, deleted.deletion(), document))
                .onComplete(over -> reservation.release());
    }

    private Future<AttributeDocument> write(Caller caller, UUID deletion, AttributeDocument document) {
        WalEntry entry = AuditedEntries.restored(
                WalEntry.restore(document, deletion, Timestamps.now(clock), caller.subject()), caller);
        return ledger.open(entry)
                .map(opened -> failPoints.after(RESTORE_INTENT))
                .compose(opened -> store.giveBack(deletion, document.key()))
                .map(moved -> failPoints.after(RESTORE_OUT_OF_TRASH))
                .compose(moved -> ledger.commitRestored(entry, document))
                .recover(failure ->
                        settlement.undoUnlessCommitted(entry, failure, () -> ledger.confirmRestored(document)))
                .map(committed -> failPoints.after(RESTORE_COMMITTED, document));
    }
}
