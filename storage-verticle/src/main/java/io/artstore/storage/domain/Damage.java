package io.artstore.storage.domain;

import java.util.Locale;

/** In which way a document's bytes are not what its attributes say. */
public enum Damage {
    MISSING,
    WRONG_SIZE,
    /** The medium refuses to read them, or they lie behind a symbolic link. */
    UNREADABLE,
    /** As many bytes as there should be, and others. */
    WRONG_DIGEST;

    /** The spelling in JSON, in metrics and in the database: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Damage ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
