package io.artstore.launcher.demo;

/** A step of the demo did not go as promised. */
final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoException(String message) {
        super(message, null, false, false);
    }
}
