package io.artstore.common.http;

/** A listener cannot serve; the message names the listener, the value and the remedy. */
public final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ListenException(String message) {
        super(message, null, false, false);
    }
}
