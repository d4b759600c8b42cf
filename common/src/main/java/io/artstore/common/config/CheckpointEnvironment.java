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
            Map.entry("SECURITY_AUDIT_RETENTION_DAYS", "artstore.admin.audit.retention-days"),
            Map.entry("PASSWORD_MIN_LENGTH", "artstore.admin.password.min-length"),
            Map.entry("PASSWORD_REQUIRE_UPPERCASE", "artstore.admin.password.require-uppercase"),
            Map.entry("PASSWORD_REQUIRE_LOWERCASE", "artstore.admin.password.require-lowercase"),
            Map.entry("PASSWORD_REQUIRE_DIGITS", "artstore.admin.password.require-digits"),
            Map.entry("PASSWORD_REQUIRE_SPECIAL", "artstore.admin.password.require-special"),
            Map.entry("PASSWORD_MAX_AGE_DAYS", "artstore.admin.password.max-age-days"),
            Map.entry("PASSWORD_HISTORY_SIZE", "artstore.admin.password.history-size"),
            Map.entry("PASSWORD_EXPIRATION_WARNING_DAYS", "artstore.admin.password.expiration-warning-days"),
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
