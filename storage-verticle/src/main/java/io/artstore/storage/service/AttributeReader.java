package io.artstore.storage.service;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.DocumentKey;
import io.artstore.storage.store.AttributeCodec;
import io.artstore.storage.store.BlobStore;
import io.artstore.storage.store.DamagedAttributesException;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads attribute files, and believes them only about the document they are asked about. */
public final class AttributeReader {
    private static final Logger LOG = LoggerFactory.getLogger(AttributeReader.class);

    private final BlobStore store;

    public AttributeReader(BlobStore store) {
        this.store = store;
    }

    /** The truth about a document whose row is known. */
    Future<AttributeDocument> of(AttributeDocument row) {
        return find(row.key(), row.fileId())
                .recover(failure ->
                        failure instanceof IOException ? unreadable(row, failure) : Future.failedFuture(failure))
                .map(found -> found.orElseThrow(() -> new ServiceException(
                        ErrorCode.UNAVAILABLE,
                        "The attribute file of " + row.fileId()
                                + " is missing or damaged. Tell an administrator; nothing was changed.")));
    }

    /** To a reader it is as good as damaged; to those who settle operations it is not. */
    private static Future<Optional<AttributeDocument>> unreadable(AttributeDocument row, Throwable failure) {
        warn(row.key(), row.fileId(), String.valueOf(failure.getMessage()));
        return Future.succeededFuture(Optional.empty());
    }

    /** What the attribute file at a place says of a document; nothing where it is absent, damaged or of another one. */
    Future<Optional<AttributeDocument>> find(DocumentKey key, UUID fileId) {
        return store.attributes(key).map(file -> file.flatMap(bytes -> decode(bytes, key, fileId)));
    }

    /** What an attribute file that was found says of a document; nothing where it is damaged or of another one. */
    static Optional<AttributeDocument> decode(byte[] bytes, DocumentKey key, UUID fileId) {
        try {
            AttributeDocument document = AttributeCodec.decode(bytes);
            if (document.fileId().equals(fileId) && isAt(document, key)) {
                return Optional.of(document);
            }
            warn(key, fileId, "it describes another document, " + document.fileId());
        } catch (DamagedAttributesException damaged) {
            warn(key, fileId, damaged.getMessage());
        }
        return Optional.empty();
    }

    private static boolean isAt(AttributeDocument document, DocumentKey key) {
        return key.filename().equals(document.storageFilename()) && key.folder().equals(document.storagePath());
    }

    private static void warn(DocumentKey key, UUID fileId, String reason) {
        LOG.atWarn()
                .addKeyValue("file_id", fileId)
                .addKeyValue("path", key.attributePath())
                .log("an attribute file cannot be used: {}", reason);
    }
}
