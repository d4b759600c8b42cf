package io.artstore.admin.domain;

import java.util.Locale;

/** {@code service_account_status_enum}. */
public enum ServiceAccountStatus {
    ACTIVE,
    SUSPENDED,
    EXPIRED,
    DELETED;

    /** The spelling in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
