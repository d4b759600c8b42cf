package io.artstore.common.migration;

import java.util.List;

/**
 * A migration, inspection or copy that was refused or failed. The message is one line for an operator: which database,
 * what was found, what to do.
 */
public class MigrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why, for callers that treat the cases differently. */
    public enum Reason {
        UNREACHABLE,
        UNFIT_SERVER,
        NO_DATABASE,
        PRIVILEGE,
        FOREIGN,
        AHEAD,
        DIFFERENT,
        LOCKED,
        IN_USE,
        OBSTACLE,
        USAGE,
        COPY,
        FAILED
    }

    private final Reason reason;
    private final transient List<SchemaDifference> differences;

    public MigrationException(Reason reason, String message) {
        this(reason, message, List.of(), null);
    }

    public MigrationException(Reason reason, String message, Throwable cause) {
        this(reason, message, List.of(), cause);
    }

    MigrationException(Reason reason, String message, List<SchemaDifference> differences, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.differences = List.copyOf(differences);
    }

    public Reason reason() {
        return reason;
    }

    /** What differs from the contract, where that was the reason. */
    public List<SchemaDifference> differences() {
        return differences == null ? List.of() : differences;
    }
}
