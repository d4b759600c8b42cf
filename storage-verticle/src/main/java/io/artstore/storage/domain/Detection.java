package io.artstore.storage.domain;

import java.util.Locale;

/** Who looked at a document's bytes. */
public enum Detection {
    /** Somebody wanted to read it. */
    DOWNLOAD,
    /** The scrub came by. */
    SCRUB,
    /** An operator asked for it. */
    VERIFICATION;

    /** The spelling in JSON and in metrics: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
