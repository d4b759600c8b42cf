package io.artstore.launcher.embedded;

/** The embedded PostgreSQL cannot serve. The message is for the operator: what is wrong, with which value, what to do. */
public class EmbeddedDatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EmbeddedDatabaseException(String message) {
        super(message);
    }

    public EmbeddedDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
