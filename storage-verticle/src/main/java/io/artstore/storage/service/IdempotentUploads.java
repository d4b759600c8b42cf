package io.artstore.storage.service;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.repository.DocumentRepository;
import io.artstore.storage.store.BlobStore;
import io.artstore.storage.store.Fingerprint;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * Uploads under an id that the client chose, which it may therefore repeat: the same bytes under the same id are stored
 * once and answered as often as asked; other bytes are refused.
 *
 * <p>Uploads of one id happen one after the other, and not before an earlier one that failed is settled: that one's
 * undoing might take for its own what the next one published. Belongs to the element's event loop.
 */
public final class IdempotentUploads {
    private final UploadService uploads;
    private final DocumentRepository documents;
    private final BlobStore store;
    private final Settlement settlement;
    private final FileLocks locks;

    public IdempotentUploads(
            UploadService uploads,
            DocumentRepository documents,
            BlobStore store,
            Settlement settlement,
            FileLocks locks) {
        this.uploads = uploads;
        this.documents = documents;
        this.store = store;
        this.settlement = settlement;
        this.locks = locks;
    }

    /** Decides, before the body is asked for, what can be decided without it; fails with 409, or 422 where a name is bad. */
    public Future<Void> check(IncomingFile file, DocumentFields said) {
        return Future.succeededFuture()
                .map(ready -> file.requireValid())
                .compose(valid -> documents.find(file.chosenId().orElseThrow()))
                .map(found -> {
                    found.ifPresent(stored -> requireNoOther(stored, said));
                    return null;
                });
    }

    private static void requireNoOther(AttributeDocument stored, DocumentFields said) {
        said.sha256().stream()
                .filter(declared -> !declared.equals(stored.sha256()))
                .findFirst()
                .ifPresent(other -> {
                    throw conflict(stored, other);
                });
    }

    /**
     * As {@link UploadService#create}, once per chosen id; without one every upload is a new document. Either is done under
     * the document's lock, so that maintenance can tell what is being written.
     */
    public Future<Stored> create(Admission admission, IncomingFile file, Future<DocumentFields> fields) {
        Optional<UUID> chosen = file.chosenId();
        UUID fileId = chosen.orElseGet(UUID::randomUUID);
        return locks.oneAtATime(
                        fileId,
                        () -> chosen.isPresent()
                                ? createOnce(admission, file, fields)
                                : createNew(admission, file.withId(fileId), fields))
                .onComplete(over -> admission.leave());
    }

    private Future<Stored> createNew(Admission admission, IncomingFile file, Future<DocumentFields> fields) {
        return uploads.create(admission, file, fields).map(document -> new Stored(document, true));
    }

    private Future<Stored> createOnce(Admission admission, IncomingFile file, Future<DocumentFields> fields) {
        UUID fileId = file.chosenId().orElseThrow();
        return documents
                .find(fileId)
                .map(found -> settlement.requireSettled(fileId, found))
                .compose(found -> found.isPresent()
                        ? repeat(found.get(), admission, file, fields)
                        : createNew(admission, file, fields));
    }

    /** The bytes are received as for a new document, since only all of them tell whether they are the same. */
    private Future<Stored> repeat(
            AttributeDocument stored, Admission admission, IncomingFile file, Future<DocumentFields> fields) {
        UUID staging = UUID.randomUUID();
        return store.stage(staging, file.content(), admission.reservation())
                .compose(received -> fields.map(said -> requireSame(stored, received, said)))
                .eventually(() -> store.discardStaged(staging))
                .map(same -> new Stored(same, false));
    }

    private static AttributeDocument requireSame(AttributeDocument stored, Fingerprint received, DocumentFields said) {
        said.requireDigestOf(received);
        if (!received.sha256().equals(stored.sha256())) {
            throw conflict(stored, received.sha256());
        }
        return stored;
    }

    private static ServiceException conflict(AttributeDocument stored, String sha256) {
        return new ServiceException(
                ErrorCode.CONFLICT,
                "the document " + stored.fileId() + " exists with the SHA-256 " + stored.sha256() + ", not " + sha256
                        + "; documents never change, so send other bytes under another id");
    }
}
