package io.artstore.common.contract.storage;

import java.util.Locale;

/** What happened to a document, or to its element. */
public enum ChangeType {
    CREATED,
    UPDATED,
    DELETED,
    /** The element's mode changed; the change carries no document. */
    MODE_CHANGED;

    /** The spelling in the change feed's table: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ChangeType ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
