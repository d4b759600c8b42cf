package io.artstore.storage.service;

import io.vertx.core.Future;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Uploads under an id that the client chose, which it may therefore repeat: the same bytes under the same id are stored
 * once and answered as often as asked; other bytes are refused.
 *
 * <p>Uploads of one id happen one after the other, and not before an earlier one that failed is settled: that one's
 * undoing might take for its own what the next one published. Belongs to the element's event loop.
 */
public final class IdempotentUploads {
    private final UploadService uploads;
    private final Settlement settlement;
    private final FileLocks locks;

    public IdempotentUploads(UploadService uploads, Settlement settlement, FileLocks locks) {
        this.uploads = uploads;
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
                .compose(fileId -> once(
                        fileId,
                        () -> uploads.create(admission, file, Future.succeededFuture(said), repetition -> {
                            repetition.ifPresent(same -> same.requireNoOther(said));
                            welcome.run();
                        })))
                .onComplete(over -> admission.leave());
    }

    /**
     * Creates the document, once per chosen id; without one every upload is a new document. Either is done under the
     * document's lock, so that maintenance can tell what is being written.
     */
    public Future<Stored> create(Admission admission, IncomingFile file, Future<DocumentFields> fields) {
        UUID fileId = file.chosenId().orElseGet(UUID::randomUUID);
        return once(fileId, () -> uploads.create(admission, file.withId(fileId), fields, repetition -> {}))
                .onComplete(over -> admission.leave());
    }

    private Future<Stored> once(UUID fileId, Supplier<Future<Stored>> upload) {
        return locks.oneAtATime(fileId, () -> Future.succeededFuture(fileId)
                .map(id -> settlement.requireSettled(id, id))
                .compose(settled -> upload.get()));
    }
}
