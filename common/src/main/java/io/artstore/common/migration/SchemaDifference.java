package io.artstore.common.migration;

/**
 * One way in which a live schema is not what the contract says.
 *
 * @param fact what it is about, such as {@code column public.users.email}
 * @param expected the contract's wording; empty where the contract does not know the thing
 * @param actual the live database's wording; empty where the thing is missing
 */
public record SchemaDifference(Kind kind, String fact, String expected, String actual) {

    /** In which way. */
    public enum Kind {
        MISSING,
        UNEXPECTED,
        DIFFERENT
    }

    static SchemaDifference missing(String fact, String expected) {
        return new SchemaDifference(Kind.MISSING, fact, expected, "");
    }

    static SchemaDifference unexpected(String fact, String actual) {
        return new SchemaDifference(Kind.UNEXPECTED, fact, "", actual);
    }

    static SchemaDifference different(String fact, String expected, String actual) {
        return new SchemaDifference(Kind.DIFFERENT, fact, expected, actual);
    }

    /** The kind of object: {@code table}, {@code column}, {@code index} and so on. */
    public String subject() {
        return fact.substring(0, fact.indexOf(' '));
    }

    /** A thing that slows nothing and breaks nothing: an operator's own index that forbids no row. */
    boolean isHarmless() {
        return kind == Kind.UNEXPECTED && subject().equals("index") && !actual.startsWith("unique ");
    }

    @Override
    public String toString() {
        return switch (kind) {
            case MISSING -> "missing " + fact + (expected.isEmpty() ? "" : " (expected " + expected + ")");
            case UNEXPECTED -> "unexpected " + fact + (actual.isEmpty() ? "" : " (" + actual + ")");
            case DIFFERENT -> "different " + fact + " (expected " + expected + ", found " + actual + ")";
        };
    }
}
