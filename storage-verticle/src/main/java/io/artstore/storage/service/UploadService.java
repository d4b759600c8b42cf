package io.artstore.storage.service;

import static io.artstore.storage.domain.FailPoints.Step.CREATE_COMMITTED;
import static io.artstore.storage.domain.FailPoints.Step.CREATE_DATA_STAGED;
import static io.artstore.storage.domain.FailPoints.Step.CREATE_INTENT;
import static io.artstore.storage.domain.FailPoints.Step.CREATE_PUBLISHED;

import io.artstore.common.audit.AuditType;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.DocumentKey;
import io.artstore.storage.domain.FailPoints;
import io.artstore.storage.domain.StorageFilename;
import io.artstore.storage.domain.StorageFolder;
import io.artstore.storage.domain.Timestamps;
import io.artstore.storage.domain.WalEntry;
import io.artstore.storage.store.BlobStore;
import io.artstore.storage.store.Fingerprint;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The one routine by which documents come to be.
 *
 * <p>Intent and data, attributes, into place, one transaction, and only then success. The intent is written while the
 * data arrives in staging, which every start empties; by the way it tells whether the document is there already. Nothing
 * leaves staging before the intent is durable. Until the attributes are durable in their place every failure undoes all
 * of it; after a crash recovery does. Belongs to the element's event loop.
 */
public final class UploadService {
    /** Columns of the checkpoint. */
    private static final int MAX_ACCOUNT = 255;

    private final ModeGate gate;
    private final Capacity capacity;
    private final Ledger ledger;
    private final BlobStore store;
    private final Settlement settlement;
    private final ContentTypeDetector types;
    private final FailPoints failPoints;
    private final Clock clock;

    public UploadService(
            ModeGate gate,
            Capacity capacity,
            Ledger ledger,
            BlobStore store,
            Settlement settlement,
            ContentTypeDetector types,
            FailPoints failPoints,
            Clock clock) {
        this.gate = gate;
        this.capacity = capacity;
        this.ledger = ledger;
        this.store = store;
        this.settlement = settlement;
        this.types = types;
        this.failPoints = failPoints;
        this.clock = clock;
    }

    /** One creation under way: everything that is decided before the first byte. */
    private record Draft(WalEntry entry, DocumentKey key, IncomingFile file, Caller caller, Instant createdAt) {}

    /**
     * Decides, before a byte of the body is read, whether an upload may begin, and reserves room for it.
     *
     * @param declaredBytes length of the request's body, negative where it is not declared
     */
    public Admission admit(Caller caller, long declaredBytes) {
        gate.requireUpload();
        if (caller.subject().length() > MAX_ACCOUNT || caller.username().length() > MAX_ACCOUNT) {
            throw new ServiceException(
                    ErrorCode.FORBIDDEN,
                    "the token's subject or username is longer than " + MAX_ACCOUNT + " characters");
        }
        return new Admission(caller, capacity.reserve(declaredBytes));
    }

    /**
     * Creates the document, unless one is there under its id: then the bytes are received, compared and not kept.
     * Afterwards the admission is used up. Only under the lock of the id.
     *
     * @param fields what is said of it, known when the request's end has been read; when it fails nothing is created
     * @param onceKnown is told of the document that is there, when the intent of one that is not is durable; may throw
     */
    Future<Stored> create(
            Admission admission,
            IncomingFile file,
            Future<DocumentFields> fields,
            Consumer<Optional<Repetition>> onceKnown) {
        return Future.succeededFuture()
                .map(ready -> draft(admission.caller(), file))
                .compose(draft -> write(draft, admission, fields, onceKnown))
                .onComplete(over -> admission.leave());
    }

    private Draft draft(Caller caller, IncomingFile file) {
        UUID fileId = file.requireValid().chosenId().orElseGet(UUID::randomUUID);
        Instant now = Timestamps.now(clock);
        DocumentKey key = new DocumentKey(
                StorageFolder.of(now), StorageFilename.of(file.filename(), caller.username(), now, fileId));
        WalEntry entry = WalEntry.create(fileId, key, file.filename(), file.contentType(), now, caller.subject());
        return new Draft(AuditedEntries.audited(entry, AuditType.FILE_CREATE, caller), key, file, caller, now);
    }

    private Future<Stored> write(
            Draft draft, Admission admission, Future<DocumentFields> fields, Consumer<Optional<Repetition>> onceKnown) {
        DocumentHead content = new DocumentHead(draft.file().content());
        Future<Optional<String>> detected =
                content.bytes().compose(head -> types.detect(head, draft.file().filename()));
        Future<Optional<Repetition>> opened =
                ledger.openCreation(draft.entry()).map(there -> there.map(Repetition::new));
        Future<Void> known =
                opened.map(repetition -> announce(repetition, onceKnown)).onFailure(content::breakOff);
        Future<Fingerprint> staged = store.stage(draft.entry().id(), content, admission.reservation())
                .map(fingerprint -> failPoints.after(CREATE_DATA_STAGED, fingerprint));
        Future<Fingerprint> received = Future.join(known, staged).compose(both -> staged);
        return received.transform(over -> opened.succeeded() && opened.result().isPresent()
                ? compare(draft, opened.result().get(), received, fields)
                : finish(draft, received, fields, detected));
    }

    private Void announce(Optional<Repetition> repetition, Consumer<Optional<Repetition>> onceKnown) {
        if (repetition.isEmpty()) {
            failPoints.reached(CREATE_INTENT);
        }
        onceKnown.accept(repetition);
        return null;
    }

    private Future<Stored> compare(
            Draft draft, Repetition repetition, Future<Fingerprint> received, Future<DocumentFields> fields) {
        return received.compose(bytes -> fields.map(said -> repetition.requireSame(bytes, said)))
                .eventually(() -> store.discardStaged(draft.entry().id()))
                .map(same -> new Stored(same, false));
    }

    private Future<Stored> finish(
            Draft draft,
            Future<Fingerprint> received,
            Future<DocumentFields> fields,
            Future<Optional<String>> detected) {
        WalEntry entry = draft.entry();
        return received.compose(
                        bytes -> fields.compose(said -> detected.map(type -> document(draft, bytes, said, type))))
                .compose(document -> publish(entry.id(), document))
                .recover(failure -> settlement.undo(entry, failure).transform(undone -> Future.failedFuture(failure)))
                .compose(document -> commit(entry, document))
                .map(document -> new Stored(document, true));
    }

    private Future<AttributeDocument> publish(UUID entry, AttributeDocument document) {
        return Future.succeededFuture(document)
                .map(AttributeFile::of)
                .compose(attributes -> store.publish(entry, document.key(), attributes))
                .map(published -> failPoints.after(CREATE_PUBLISHED, document));
    }

    private Future<AttributeDocument> commit(WalEntry entry, AttributeDocument document) {
        return ledger.commitCreated(entry, document)
                .recover(failure ->
                        settlement.undoUnlessCommitted(entry, failure, () -> ledger.confirmCreated(document)))
                .map(committed -> failPoints.after(CREATE_COMMITTED, document));
    }

    private AttributeDocument document(
            Draft draft, Fingerprint fingerprint, DocumentFields said, Optional<String> detectedType) {
        said.requireDigestOf(fingerprint);
        return new AttributeDocument(
                draft.entry().fileId(),
                draft.file().filename(),
                draft.key().filename(),
                fingerprint.sizeBytes(),
                draft.file().contentType(),
                draft.createdAt(),
                draft.createdAt(),
                draft.caller().subject(),
                draft.caller().username(),
                null,
                said.description(),
                said.version(),
                draft.key().folder(),
                fingerprint.sha256(),
                said.metadata(),
                detectedType
                        .<Map<String, Object>>map(type -> Map.of(AttributeDocument.DETECTED_CONTENT_TYPE, type))
                        .orElse(Map.of()));
    }
}
