package io.artstore.common.config;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The checkpoint's environment names that still work, as fall-backs below the file and the new names.
 *
 * <p>Only names that meant one thing in the original are here; {@code docs/compatibility.md} has the table with the
 * reasons for those that are not.
 */
final class CheckpointEnvironment {
    /** Old name to key. */
    static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("AUTH_PUBLIC_KEY_PATH", "artstore.security.public-key-path"),
            Map.entry("JWT_PUBLIC_KEY_PATH", "artstore.security.public-key-path"),
            Map.entry("JWT_PRIVATE_KEY_PATH", "artstore.admin.keys.private-key-path"),
            Map.entry("INITIAL_ADMIN_ENABLED", "artstore.admin.initial-admin.enabled"),
            Map.entry("INITIAL_ADMIN_USERNAME", "artstore.admin.initial-admin.username"),
            Map.entry("INITIAL_ADMIN_PASSWORD", "artstore.admin.initial-admin.password"),
            Map.entry("INITIAL_ADMIN_EMAIL", "artstore.admin.initial-admin.email"),
            Map.entry("INITIAL_ACCOUNT_ENABLED", "artstore.admin.initial-account.enabled"),
            Map.entry("INITIAL_ACCOUNT_NAME", "artstore.admin.initial-account.name"),
            Map.entry("INITIAL_CLIENT_ID", "artstore.admin.initial-account.client-id"),
            Map.entry("INITIAL_CLIENT_SECRET", "artstore.admin.initial-account.client-secret"),
            Map.entry("SECURITY_AUDIT_HMAC_SECRET", "artstore.admin.audit.hmac-secret"),
            Map.entry("DATABASE_HOST", "artstore.query.database.host"),
            Map.entry("DATABASE_PORT", "artstore.query.database.port"),
            Map.entry("DATABASE_USERNAME", "artstore.query.database.username"),
            Map.entry("DATABASE_PASSWORD", "artstore.query.database.password"),
            Map.entry("DATABASE_DATABASE", "artstore.query.database.name"));

    private CheckpointEnvironment() {}

    /** What the old names in this environment say, under today's keys. */
    static Map<String, String> values(Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        // In alphabetical order, so that of two names for one key the same one counts every time.
        for (Map.Entry<String, String> entry : new TreeMap<>(KEYS).entrySet()) {
            String value = environment.get(entry.getKey());
            if (value != null && !value.isBlank()) {
                values.putIfAbsent(entry.getValue(), value);
            }
        }
        return values;
    }
}
