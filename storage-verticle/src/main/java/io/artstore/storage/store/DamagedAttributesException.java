package io.artstore.storage.store;

/** An attribute file that does not describe a document. */
public final class DamagedAttributesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedAttributesException(String reason) {
        super("The attribute file is damaged: " + reason);
    }

    DamagedAttributesException(String reason, Throwable cause) {
        super("The attribute file is damaged: " + reason, cause);
    }
}
