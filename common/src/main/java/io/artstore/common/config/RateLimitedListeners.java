package io.artstore.common.config;

/** Where the rate limits of service accounts hold. */
public enum RateLimitedListeners {
    NONE,
    /** As at the checkpoint: a limit of 100 requests a minute is meant for administration, not for moving documents. */
    ADMIN,
    ALL;

    public boolean coverAdmin() {
        return this != NONE;
    }

    public boolean coverData() {
        return this == ALL;
    }
}
