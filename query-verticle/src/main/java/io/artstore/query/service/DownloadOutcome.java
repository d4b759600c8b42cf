package io.artstore.query.service;

import java.util.Locale;

/** How a download ended that had begun here, or that it goes on elsewhere. */
public enum DownloadOutcome {
    COMPLETE,
    /** The caller was gone before the last byte. */
    CALLER_LEFT,
    /** The element broke off; the caller's connection was broken too. */
    BROKEN,
    /** The caller was sent to the element. */
    REDIRECTED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
