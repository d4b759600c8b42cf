package io.artstore.storage.service;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.store.BlobStore;
import io.artstore.storage.store.StoredContent;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens documents for reading, and refuses those whose bytes are not what the catalogue says. */
public final class DownloadService {
    private static final Logger LOG = LoggerFactory.getLogger(DownloadService.class);

    private final ModeGate gate;
    private final CatalogueService catalogue;
    private final BlobStore store;

    public DownloadService(ModeGate gate, CatalogueService catalogue, BlobStore store) {
        this.gate = gate;
        this.catalogue = catalogue;
        this.store = store;
    }

    /** What is to be downloaded, for the headers; the bytes are not touched yet. */
    public Future<AttributeDocument> document(UUID fileId) {
        gate.requireDownload();
        return catalogue.document(fileId);
    }

    /** The bytes, complete as far as their number tells; the caller closes them. */
    public Future<DocumentBytes> open(AttributeDocument document) {
        return store.read(document.key())
                .recover(failure -> Future.failedFuture(
                        failure instanceof IOException
                                ? damaged(document, "its data cannot be read", failure)
                                : failure))
                .compose(found -> intact(document, found));
    }

    private static Future<DocumentBytes> intact(AttributeDocument document, Optional<StoredContent> found) {
        if (found.isEmpty()) {
            return Future.failedFuture(damaged(document, "its data is missing", null));
        }
        StoredContent content = found.get();
        if (content.sizeBytes() == document.sizeBytes()) {
            return Future.succeededFuture(new DocumentBytes(content));
        }
        String reason = "its data has " + content.sizeBytes() + " bytes instead of " + document.sizeBytes();
        return content.close().transform(closed -> Future.failedFuture(damaged(document, reason, null)));
    }

    private static ServiceException damaged(AttributeDocument document, String reason, Throwable cause) {
        LOG.atError()
                .setCause(cause)
                .addKeyValue("file_id", document.fileId())
                .addKeyValue("path", document.key().path())
                .log("a document is damaged: {}", reason);
        return new ServiceException(
                ErrorCode.UNAVAILABLE,
                "File " + document.fileId() + " cannot be read from this element: " + reason
                        + ". Tell an administrator; nothing was sent.");
    }
}
