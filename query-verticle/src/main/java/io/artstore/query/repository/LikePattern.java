package io.artstore.query.repository;

/** Patterns for {@code ILIKE} in which the searched text means only itself. */
final class LikePattern {
    private LikePattern() {}

    static String containing(String text) {
        return "%" + escape(text) + "%";
    }

    static String startingWith(String text) {
        return escape(text) + "%";
    }

    static String endingWith(String text) {
        return "%" + escape(text);
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
