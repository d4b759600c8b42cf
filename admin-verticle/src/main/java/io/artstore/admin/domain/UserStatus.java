package io.artstore.admin.domain;

import java.util.Locale;

/** {@code user_status_enum}. */
public enum UserStatus {
    ACTIVE,
    INACTIVE,
    LOCKED,
    DELETED;

    /** The spelling in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
