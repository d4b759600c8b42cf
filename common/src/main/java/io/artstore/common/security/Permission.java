package io.artstore.common.security;

/** What a caller may be allowed to do. Routes ask for a permission, never for a role. */
public enum Permission {
    FILES_UPLOAD("files.upload"),
    FILES_READ("files.read"),
    FILES_UPDATE("files.update"),
    FILES_DELETE("files.delete"),
    FILES_SEARCH("files.search"),
    STORAGE_READ("storage.read"),
    STORAGE_MANAGE("storage.manage"),
    KEYS_MANAGE("keys.manage"),
    ACCOUNTS_MANAGE("accounts.manage"),
    AUDIT_READ("audit.read");

    private final String scope;

    Permission(String scope) {
        this.scope = scope;
    }

    /** The public spelling, as it stands in documents and error messages. */
    public String scope() {
        return scope;
    }
}
