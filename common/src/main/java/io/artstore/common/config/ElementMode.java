package io.artstore.common.config;

import java.util.Locale;

/** What a storage element lets callers do. */
public enum ElementMode {
    /** Everything. */
    EDIT(true, true, true),
    /** Documents are added and described; only an administrator deletes. */
    RW(true, true, false),
    /** Documents are read. */
    RO(false, false, false),
    /** Only metadata is here; the bytes are elsewhere. */
    AR(false, false, false);

    private final boolean uploads;
    private final boolean updates;
    private final boolean deletes;

    ElementMode(boolean uploads, boolean updates, boolean deletes) {
        this.uploads = uploads;
        this.updates = updates;
        this.deletes = deletes;
    }

    public boolean allowsUpload() {
        return uploads;
    }

    public boolean allowsUpdate() {
        return updates;
    }

    /** Whether anyone with the permission may delete, not only an administrator. */
    public boolean allowsDelete() {
        return deletes;
    }

    /** The spelling in JSON, configuration and the database: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
