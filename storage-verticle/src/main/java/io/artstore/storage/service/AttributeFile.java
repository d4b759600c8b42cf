package io.artstore.storage.service;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.store.AttributeCodec;

/** The attribute file's bytes, refused where they would not fit. */
final class AttributeFile {
    private AttributeFile() {}

    static byte[] of(AttributeDocument document) {
        byte[] bytes = AttributeCodec.encode(document);
        if (bytes.length > AttributeCodec.MAX_BYTES) {
            throw new ServiceException(
                            ErrorCode.PAYLOAD_TOO_LARGE,
                            "the document's attributes take " + bytes.length + " bytes, and at most "
                                    + AttributeCodec.MAX_BYTES
                                    + " are kept with a document; shorten the description or the metadata")
                    .withFact("attribute_bytes", bytes.length)
                    .withFact("limit_bytes", AttributeCodec.MAX_BYTES);
        }
        return bytes;
    }
}
