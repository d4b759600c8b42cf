package io.artstore.admin.domain;

import java.util.Locale;

/** Whether an element is of use; the database's enum has the upper-case names. */
public enum ElementStatus {
    /** It answers and is ready. */
    ONLINE,
    /** It does not answer. */
    OFFLINE,
    /** It answers, and says that it is not ready. */
    DEGRADED,
    /** An administrator took it out of service; no answer of the element changes that. */
    MAINTENANCE;

    /** The spelling in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
