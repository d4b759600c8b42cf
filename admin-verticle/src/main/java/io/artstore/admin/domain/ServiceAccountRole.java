package io.artstore.admin.domain;

import java.util.Locale;

/** {@code service_account_role_enum}. */
public enum ServiceAccountRole {
    ADMIN,
    USER,
    AUDITOR,
    READONLY;

    /** The spelling in tokens and JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
