package io.artstore.storage.service;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.Damage;
import io.artstore.storage.domain.DamageFinding;
import io.artstore.storage.domain.Detection;
import io.artstore.storage.repository.DocumentRepository;
import io.artstore.storage.store.BlobStore;
import io.artstore.storage.store.StoredContent;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * Opens documents for reading, and refuses those whose bytes are not what the catalogue says.
 *
 * <p>Before it calls a document damaged it waits for whatever is under way with it and looks again, because a deletion may
 * have taken the bytes since the row was read; and it asks whether the medium is there at all. Belongs to the element's
 * event loop.
 */
public final class DownloadService {
    private final ModeGate gate;
    private final CatalogueService catalogue;
    private final DocumentRepository documents;
    private final BlobStore store;
    private final HotContents hot;
    private final Settlement settlement;
    private final FileLocks locks;
    private final DamageFlags flags;
    private final IntegrityAlarm alarm;

    public DownloadService(
            ModeGate gate,
            CatalogueService catalogue,
            DocumentRepository documents,
            BlobStore store,
            HotContents hot,
            Settlement settlement,
            FileLocks locks,
            DamageFlags flags,
            IntegrityAlarm alarm) {
        this.gate = gate;
        this.catalogue = catalogue;
        this.documents = documents;
        this.store = store;
        this.hot = hot;
        this.settlement = settlement;
        this.locks = locks;
        this.flags = flags;
        this.alarm = alarm;
    }

    /** What a look at the bytes gave: either of both. */
    private record Look(StoredContent content, Damage damage, String detail) {}

    /** What is to be downloaded, for the headers; the bytes are not touched yet. */
    public Future<AttributeDocument> document(UUID fileId) {
        gate.requireDownload();
        return catalogue.document(fileId);
    }

    /**
     * The bytes of a document that is not known to be damaged: of a small one proven by its digest, of others complete as
     * far as their number tells. The caller closes them.
     */
    public Future<DocumentBytes> open(AttributeDocument document) {
        return flags.of(document.fileId())
                .compose(flag -> flag.isPresent()
                        ? refused(document, flag.get())
                        : hot.find(document)
                                .map(content -> Future.succeededFuture(new DocumentBytes(content)))
                                .orElseGet(() -> openUnflagged(document)));
    }

    private Future<DocumentBytes> openUnflagged(AttributeDocument document) {
        return look(document)
                .compose(first -> first.damage() == null
                        ? Future.succeededFuture(first)
                        : locks.oneAtATime(document.fileId(), () -> lookAgain(document)))
                .compose(look -> look.damage() == null
                        ? Future.succeededFuture(new DocumentBytes(look.content()))
                        : damaged(document, look));
    }

    /**
     * Says whether it was the document's fault that sending it failed, and if so raises the alarm.
     *
     * @return always fails, with what the sending failed with
     */
    public <T> Future<T> brokenOff(AttributeDocument document, DocumentBytes content, Throwable failure) {
        return content.currentSize()
                .onSuccess(size -> {
                    if (size != document.sizeBytes()) {
                        raise(document, Damage.WRONG_SIZE, wrongSize(document, size) + " since it was being sent");
                    }
                })
                .onFailure(unreadable -> raise(document, Damage.UNREADABLE, unreadable.toString()))
                .transform(looked -> Future.failedFuture(failure));
    }

    private Future<Look> look(AttributeDocument document) {
        return store.read(document.key())
                .compose(found -> found.isPresent()
                        ? examined(document, found.get())
                        : Future.succeededFuture(new Look(null, Damage.MISSING, "its data is missing")))
                .recover(failure -> failure instanceof IOException
                        ? Future.succeededFuture(
                                new Look(null, Damage.UNREADABLE, "its data cannot be read: " + failure.getMessage()))
                        : Future.failedFuture(failure));
    }

    private Future<Look> examined(AttributeDocument document, StoredContent content) {
        if (content.sizeBytes() != document.sizeBytes()) {
            Look wrong = new Look(null, Damage.WRONG_SIZE, wrongSize(document, content.sizeBytes()));
            return content.close().transform(closed -> Future.succeededFuture(wrong));
        }
        Optional<String> other = content.sha256().filter(actual -> !actual.equals(document.sha256()));
        if (other.isPresent()) {
            Look wrong = new Look(null, Damage.WRONG_DIGEST, "its data has the SHA-256 digest " + other.get());
            return content.close().transform(closed -> Future.succeededFuture(wrong));
        }
        hot.keep(document, content);
        return Future.succeededFuture(new Look(content, null, null));
    }

    private Future<Look> lookAgain(AttributeDocument document) {
        return documents
                .find(document.fileId())
                .map(row -> settlement.requireSettled(document.fileId(), row))
                .map(row -> requireSame(document, row))
                .compose(same -> store.freeBytes().recover(DownloadService::mediumAway))
                .compose(mediumThere -> look(document));
    }

    private static AttributeDocument requireSame(AttributeDocument document, Optional<AttributeDocument> row) {
        AttributeDocument now = row.orElseThrow(() -> CatalogueService.absent(document.fileId()));
        if (!now.key().equals(document.key())) {
            throw new ServiceException(
                    ErrorCode.UNAVAILABLE,
                    "File " + document.fileId() + " was deleted and stored anew a moment ago; try again");
        }
        return now;
    }

    private static <T> Future<T> mediumAway(Throwable failure) {
        return Future.failedFuture(new ServiceException(
                ErrorCode.UNAVAILABLE, "the disk of this storage element does not answer; try again later"));
    }

    private <T> Future<T> damaged(AttributeDocument document, Look look) {
        raise(document, look.damage(), look.detail());
        return refused(document, look.damage());
    }

    private static <T> Future<T> refused(AttributeDocument document, Damage damage) {
        return Future.failedFuture(new ServiceException(
                        ErrorCode.DOCUMENT_DAMAGED,
                        "File " + document.fileId() + " is damaged on this element (" + damage.label()
                                + "), so nothing of it was sent. An administrator was told.")
                .withFact("damage", damage.label()));
    }

    private void raise(AttributeDocument document, Damage damage, String detail) {
        alarm.raise(new DamageFinding(document.fileId(), document.key().path(), damage, detail, Detection.DOWNLOAD));
    }

    private static String wrongSize(AttributeDocument document, long size) {
        return "its data has " + size + " bytes instead of " + document.sizeBytes();
    }
}
