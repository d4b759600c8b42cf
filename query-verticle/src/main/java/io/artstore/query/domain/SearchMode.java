package io.artstore.query.domain;

import java.util.Locale;

/** How the words of a search are compared with documents. */
public enum SearchMode {
    /** The whole file name or the whole description, case-sensitive. */
    EXACT,
    /** Any part of file name, description or a tag, ignoring case. */
    PARTIAL,
    /** Words in any inflection, Russian and English, with quotes, {@code or} and {@code -}. */
    FULLTEXT;

    /** The spelling in JSON and in {@code search_history}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
