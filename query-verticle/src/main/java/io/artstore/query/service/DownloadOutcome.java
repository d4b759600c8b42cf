package io.artstore.query.service;

import java.util.Locale;

/** How a download that had begun ended. */
public enum DownloadOutcome {
    COMPLETE,
    /** The caller was gone before the last byte. */
    CALLER_LEFT,
    /** The element broke off; the caller's connection was broken too. */
    BROKEN;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
