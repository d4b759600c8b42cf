package io.artstore.common.security;

import static io.artstore.common.security.Permission.AUDIT_READ;
import static io.artstore.common.security.Permission.FILES_DELETE;
import static io.artstore.common.security.Permission.FILES_READ;
import static io.artstore.common.security.Permission.FILES_SEARCH;
import static io.artstore.common.security.Permission.FILES_UPDATE;
import static io.artstore.common.security.Permission.FILES_UPLOAD;
import static io.artstore.common.security.Permission.STORAGE_READ;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The one role table: the union of the checkpoint's user roles and service-account roles, each with what it may do.
 *
 * <p>The original had four vocabularies that did not meet; every module reads this one.
 */
public enum Role {
    ADMIN(EnumSet.allOf(Permission.class)),
    OPERATOR(EnumSet.of(FILES_UPLOAD, FILES_READ, FILES_UPDATE, FILES_DELETE, FILES_SEARCH, STORAGE_READ)),
    USER(EnumSet.of(FILES_UPLOAD, FILES_READ, FILES_UPDATE, FILES_SEARCH)),
    AUDITOR(EnumSet.of(FILES_READ, FILES_SEARCH, STORAGE_READ, AUDIT_READ)),
    READONLY(EnumSet.of(FILES_READ, FILES_SEARCH));

    private final Set<Permission> permissions;

    Role(EnumSet<Permission> permissions) {
        this.permissions = Collections.unmodifiableSet(permissions);
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** The spelling in tokens and JSON: lower case. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads either case, because the original's issuer and its readers disagreed on it. */
    public static Optional<Role> parse(String text) {
        for (Role role : values()) {
            if (role.name().equalsIgnoreCase(text)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
