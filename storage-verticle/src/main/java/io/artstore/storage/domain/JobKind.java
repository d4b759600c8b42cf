package io.artstore.storage.domain;

import java.util.Locale;

/** What long work an element does; one of a kind at a time. */
public enum JobKind {
    /** Compares disk and rows and changes nothing. */
    VERIFY,
    /** Reads every document again and compares it with its digest. */
    SCRUB,
    /** Makes the rows anew from the attribute files. */
    REBUILD,
    /** Reports what on disk belongs to no document, and puts it aside on demand. */
    RECONCILE;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static JobKind ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
