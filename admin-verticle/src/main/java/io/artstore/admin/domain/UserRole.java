package io.artstore.admin.domain;

import java.util.Locale;

/** {@code user_role_enum}. */
public enum UserRole {
    ADMIN,
    OPERATOR,
    USER;

    /** The spelling in tokens and JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
