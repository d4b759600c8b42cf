package io.artstore.storage.service;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.Damage;
import io.artstore.storage.domain.DeletedDocument;
import io.artstore.storage.domain.DocumentKey;
import io.artstore.storage.store.BlobStore;
import io.artstore.storage.store.Fingerprint;
import io.artstore.storage.store.TrashedPair;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whether the trash holds a deleted document whole, and whether its place is free. Alters nothing. */
final class TrashInspection {
    private static final Logger LOG = LoggerFactory.getLogger(TrashInspection.class);

    private final BlobStore store;

    TrashInspection(BlobStore store) {
        this.store = store;
    }

    /** The document as it was; fails with the reason where it cannot be given back. */
    Future<AttributeDocument> document(DeletedDocument deleted) {
        Optional<DocumentKey> key = deleted.key();
        if (key.isEmpty()) {
            return Future.failedFuture(damaged(deleted, Damage.MISSING, "its former place is not known"));
        }
        return store.freeBytes()
                .recover(TrashInspection::mediumAway)
                .compose(mediumThere -> store.inspectTrash(deleted.deletion(), key.get()))
                .recover(failure -> Future.failedFuture(
                        failure instanceof IOException
                                ? damaged(deleted, Damage.UNREADABLE, "it cannot be read: " + failure.getMessage())
                                : failure))
                .map(pair -> whole(deleted, key.get(), pair));
    }

    private static <T> Future<T> mediumAway(Throwable failure) {
        return Future.failedFuture(new ServiceException(
                ErrorCode.UNAVAILABLE, "the disk of this storage element does not answer; try again later"));
    }

    private static AttributeDocument whole(DeletedDocument deleted, DocumentKey key, TrashedPair pair) {
        AttributeDocument document = pair.attributes()
                .flatMap(file -> AttributeReader.decode(file, key, deleted.fileId()))
                .orElseThrow(() -> damaged(deleted, Damage.MISSING, "its attribute file is missing or damaged"));
        Fingerprint data =
                pair.data().orElseThrow(() -> damaged(deleted, Damage.MISSING, "its data is missing from there"));
        if (data.sizeBytes() != document.sizeBytes()) {
            throw damaged(
                    deleted,
                    Damage.WRONG_SIZE,
                    "its data has " + data.sizeBytes() + " bytes instead of " + document.sizeBytes());
        }
        if (!data.sha256().equals(document.sha256())) {
            throw damaged(deleted, Damage.WRONG_DIGEST, "its data has the SHA-256 " + data.sha256());
        }
        return requirePlace(document, pair);
    }

    private static AttributeDocument requirePlace(AttributeDocument document, TrashedPair pair) {
        if (pair.placeTaken()) {
            throw new ServiceException(
                    ErrorCode.CONFLICT,
                    "at the former place of " + document.fileId()
                            + " lies something that no row lists, or a link leads there;"
                            + " an administrator's reconcile shows what, and can put it aside");
        }
        return document;
    }

    private static ServiceException damaged(DeletedDocument deleted, Damage damage, String detail) {
        LOG.atWarn()
                .addKeyValue("file_id", deleted.fileId())
                .addKeyValue("trash", deleted.deletion())
                .addKeyValue("damage", damage.label())
                .log("a deleted document cannot be given back: {}", detail);
        return new ServiceException(
                        ErrorCode.DOCUMENT_DAMAGED,
                        "File " + deleted.fileId() + " does not lie whole in the trash (" + damage.label()
                                + "), so it was not restored and nothing was altered. What is there lies in .trash/"
                                + deleted.deletion() + ".")
                .withFact("damage", damage.label());
    }
}
