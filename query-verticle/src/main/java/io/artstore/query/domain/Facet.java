package io.artstore.query.domain;

import java.util.Locale;

/** By what the matches of a search are counted. */
public enum Facet {
    MIME_TYPE,
    STORAGE_ELEMENT_ID,
    /** Who stored the document. */
    CREATED_BY,
    TAG,
    /** Of the creation, in UTC. */
    YEAR;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
