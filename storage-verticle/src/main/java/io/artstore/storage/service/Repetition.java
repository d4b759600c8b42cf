package io.artstore.storage.service;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.store.Fingerprint;

/** An upload under an id that has a document: the same bytes may come as often as they like, others are refused with 409. */
final class Repetition {
    private final AttributeDocument stored;

    Repetition(AttributeDocument stored) {
        this.stored = stored;
    }

    /** Before the bytes have come: what is declared of them may tell that they are others. */
    void requireNoOther(DocumentFields said) {
        said.sha256().forEach(this::requireSame);
    }

    /** Only all of the bytes tell whether they are the same. */
    AttributeDocument requireSame(Fingerprint received, DocumentFields said) {
        said.requireDigestOf(received);
        requireSame(received.sha256());
        return stored;
    }

    private void requireSame(String sha256) {
        if (!sha256.equals(stored.sha256())) {
            throw new ServiceException(
                    ErrorCode.CONFLICT,
                    "the document " + stored.fileId() + " exists with the SHA-256 " + stored.sha256() + ", not "
                            + sha256 + "; documents never change, so send other bytes under another id");
        }
    }
}
