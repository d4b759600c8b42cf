package io.artstore.storage.domain;

import java.util.Locale;

/** Who noticed that a document is damaged. */
public enum Detection {
    /** Somebody wanted to read it. */
    DOWNLOAD;

    /** The spelling in JSON and in metrics: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
