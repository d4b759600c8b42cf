package io.artstore.storage.service;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.store.Fingerprint;
import java.util.List;
import java.util.Map;

/**
 * What a client says of a document it uploads.
 *
 * @param description may be null
 * @param version may be null
 * @param metadata the client's own JSON object
 * @param sha256 every digest the client gave, in lower-case hexadecimal digits; each must be that of the bytes received
 */
public record DocumentFields(String description, String version, Map<String, Object> metadata, List<String> sha256) {
    /** Throws 400 where the bytes received are not those the client meant. */
    void requireDigestOf(Fingerprint received) {
        for (String expected : sha256) {
            if (!expected.equals(received.sha256())) {
                throw new ServiceException(
                        ErrorCode.CHECKSUM_MISMATCH,
                        "the " + received.sizeBytes() + " bytes received have the SHA-256 " + received.sha256()
                                + ", not " + expected + " as declared; nothing was kept, send the document again");
            }
        }
    }
}
