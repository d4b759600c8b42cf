package io.artstore.storage;

/** Another process owns the element. */
final class ElementServedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ElementServedException(String elementId) {
        super("another process serves " + elementId);
    }
}
