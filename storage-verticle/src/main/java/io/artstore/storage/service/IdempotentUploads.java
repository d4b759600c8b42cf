package io.artstore.storage.service;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.store.BlobStore;
import io.artstore.storage.store.Fingerprint;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Uploads under an id that the client chose, which it may therefore repeat: the same bytes under the same id are stored
 * once and answered as often as asked; other bytes are refused.
 *
 * <p>Uploads of one id happen one after the other, and not before an earlier one that failed is settled: that one's
 * undoing might take for its own what the next one published. Belongs to the element's event loop.
 */
public final class IdempotentUploads {
    private final UploadService uploads;
    private final DocumentFinder documents;
    private final BlobStore store;
    private final Settlement settlement;
    private final FileLocks locks;

    public IdempotentUploads(
            UploadService uploads, DocumentFinder documents, BlobStore store, Settlement settlement, FileLocks locks) {
        this.uploads = uploads;
        this.documents = documents;
        this.store = store;
        this.settlement = settlement;
        this.locks = locks;
    }

    /**
     * As {@link #create} for a document of which everything but its bytes is known; what can be decided without them is
     * decided before they are asked for: fails with 409, or 422 where a name is bad.
     *
     * @param welcome asks for the bytes
     */
    public Future<Stored> createKnown(Admission admission, IncomingFile file, DocumentFields said, Runnable welcome) {
        return Future.succeededFuture()
                .map(ready -> file.requireValid().chosenId().orElseThrow())
                .compose(fileId -> locks.oneAtATime(fileId, () -> createKnownOnce(admission, file, said, welcome)))
                .onComplete(over -> admission.leave());
    }

    private Future<Stored> createKnownOnce(
            Admission admission, IncomingFile file, DocumentFields said, Runnable welcome) {
        return createOnce(admission, file, Future.succeededFuture(said), found -> requireNoOther(found, said, welcome));
    }

    private static void requireNoOther(Optional<AttributeDocument> found, DocumentFields said, Runnable welcome) {
        found.ifPresent(stored -> requireNoOther(stored, said));
        welcome.run();
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
                                ? createOnce(admission, file, fields, found -> {})
                                : createNew(admission, file.withId(fileId), fields))
                .onComplete(over -> admission.leave());
    }

    private Future<Stored> createNew(Admission admission, IncomingFile file, Future<DocumentFields> fields) {
        return uploads.create(admission, file, fields).map(document -> new Stored(document, true));
    }

    private Future<Stored> createOnce(
            Admission admission,
            IncomingFile file,
            Future<DocumentFields> fields,
            Consumer<Optional<AttributeDocument>> beforeBytes) {
        UUID fileId = file.chosenId().orElseThrow();
        return documents
                .find(fileId)
                .map(found -> settlement.requireSettled(fileId, found))
                .map(found -> {
                    beforeBytes.accept(found);
                    return found;
                })
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
