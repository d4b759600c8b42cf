package io.artstore.storage.domain;

/** The database will not hold what an attribute file says: a text too long for its column, a name that is taken. */
public final class RefusedByDatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefusedByDatabaseException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
