package io.artstore.query.domain;

import java.util.Locale;

/** What results are ordered by; ties are always broken by the document's id. */
public enum SortField {
    CREATED_AT,
    UPDATED_AT,
    FILE_SIZE,
    FILENAME,
    /** How well a document matches the query; without a query the creation time stands for it. */
    RELEVANCE;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
