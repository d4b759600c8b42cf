package io.artstore.query.domain;

import java.util.Locale;

/** Direction of a sort. */
public enum SortOrder {
    ASC,
    DESC;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
