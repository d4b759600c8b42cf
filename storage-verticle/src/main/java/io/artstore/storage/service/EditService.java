package io.artstore.storage.service;

import static io.artstore.storage.domain.FailPoints.Step.UPDATE_ATTRIBUTES_IN_PLACE;
import static io.artstore.storage.domain.FailPoints.Step.UPDATE_ATTRIBUTES_STAGED;
import static io.artstore.storage.domain.FailPoints.Step.UPDATE_COMMITTED;
import static io.artstore.storage.domain.FailPoints.Step.UPDATE_INTENT;

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
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Edits of metadata: the attribute file first, in one atomic step, then the row; edits of one document one at a time.
 *
 * <p>Once the attribute file has been replaced the edit has happened: a failure after that is made good in the database,
 * never taken back on disk.
 */
public final class EditService {
    private final ModeGate gate;
    private final DocumentRepository documents;
    private final BlobStore store;
    private final AttributeReader attributes;
    private final Ledger ledger;
    private final Settlement settlement;
    private final FileLocks locks;
    private final FailPoints failPoints;
    private final Clock clock;

    public EditService(
            ModeGate gate,
            DocumentRepository documents,
            BlobStore store,
            AttributeReader attributes,
            Ledger ledger,
            Settlement settlement,
            FileLocks locks,
            FailPoints failPoints,
            Clock clock) {
        this.gate = gate;
        this.documents = documents;
        this.store = store;
        this.attributes = attributes;
        this.ledger = ledger;
        this.settlement = settlement;
        this.locks = locks;
        this.failPoints = failPoints;
        this.clock = clock;
    }

    /**
     * Edits a document's metadata.
     *
     * @param ifMatch the {@code If-Match} the caller demands to hold of the metadata's tag
     * @return the document after the edit
     */
    public Future<AttributeDocument> edit(Caller caller, UUID fileId, Edit edit, Optional<String> ifMatch) {
        gate.requireUpdate();
        return locks.oneAtATime(fileId, () -> editAlone(caller, fileId, edit, ifMatch));
    }

    private Future<AttributeDocument> editAlone(Caller caller, UUID fileId, Edit edit, Optional<String> ifMatch) {
        return documents
                .find(fileId)
                .map(found -> found.orElseThrow(() -> ServiceException.notFound("File not found: " + fileId)))
                .map(row -> MetadataCondition.require(row, ifMatch))
                .compose(row -> attributes.of(row))
                .compose(truth -> write(caller, truth, edited(truth, edit)));
    }

    /** The time of an edit is later than that of the one before, even where the clock is not: it is the edit's identity. */
    private AttributeDocument edited(AttributeDocument truth, Edit edit) {
        Instant now = Timestamps.now(clock);
        Instant next = truth.updatedAt().plusNanos(1_000);
        return edit.of(truth, now.isBefore(next) ? next : now);
    }

    private Future<AttributeDocument> write(Caller caller, AttributeDocument before, AttributeDocument after) {
        byte[] file = AttributeFile.of(after);
        WalEntry entry = AuditedEntries.audited(
                WalEntry.update(after, Timestamps.now(clock), caller.subject()), before, after, caller);
        return ledger.open(entry)
                .map(opened -> failPoints.after(UPDATE_INTENT))
                .compose(opened -> store.stageAttributes(entry.id(), file))
                .map(staged -> failPoints.after(UPDATE_ATTRIBUTES_STAGED))
                .compose(staged -> store.publishAttributes(entry.id(), after.key()))
                .map(published -> failPoints.after(UPDATE_ATTRIBUTES_IN_PLACE))
                .compose(published -> ledger.commitUpdated(entry, after))
                .map(committed -> failPoints.after(UPDATE_COMMITTED, after))
                .recover(failure ->
                        settlement.settle(entry, failure).transform(settled -> Future.failedFuture(failure)));
    }
}
