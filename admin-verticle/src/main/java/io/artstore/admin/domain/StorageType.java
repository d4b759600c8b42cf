package io.artstore.admin.domain;

import java.util.Locale;

/** What an element keeps its documents on; the database's enum has the upper-case names. */
public enum StorageType {
    LOCAL,
    S3;

    /** The spelling in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
