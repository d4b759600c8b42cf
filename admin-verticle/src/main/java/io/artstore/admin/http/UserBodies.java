package io.artstore.admin.http;

import io.artstore.admin.domain.PasswordPolicy;
import io.artstore.admin.domain.User;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** Users as JSON: the checkpoint's shape of {@code /auth/me}, and what administrators see besides. */
final class UserBodies {
    private UserBodies() {}

    /** What people see of themselves. */
    static JsonObject profile(User user, PasswordPolicy policy, Instant now) {
        Optional<Instant> age = user.passwordAgeFrom();
        return new JsonObject()
                .put("id", user.id())
                .put("username", user.username())
                .put("email", user.email())
                .put("first_name", user.firstName().orElse(null))
                .put("last_name", user.lastName().orElse(null))
                .put("role", user.role().label())
                .put("status", user.statusAt(now).label())
                .put("is_ldap_user", user.fromDirectory())
                .put("is_system", user.system())
                .put("last_login", Timestamps.utc(user.lastLogin()))
                .put("created_at", Timestamps.utc(user.createdAt()))
                .put("password_expires_at", Timestamps.utc(age.map(policy::expiryOf)))
                .put(
                        "requires_password_change_warning",
                        age.map(from -> policy.warns(from, now)).orElse(false));
    }

    /** What administrators see. */
    static JsonObject of(User user, PasswordPolicy policy, Instant now) {
        return profile(user, policy, now)
                .put("full_name", user.fullName())
                .put("failed_login_attempts", user.failedAttempts())
                .put("lockout_until", Timestamps.utc(user.lockoutUntil().filter(now::isBefore)))
                .put("password_changed_at", Timestamps.utc(user.passwordSetAt()))
                .put("updated_at", Timestamps.utc(user.updatedAt()));
    }
}
