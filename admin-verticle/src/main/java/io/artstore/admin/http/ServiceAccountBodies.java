package io.artstore.admin.http;

import io.artstore.admin.domain.Environment;
import io.artstore.admin.domain.SecretPeriod;
import io.artstore.admin.domain.ServiceAccount;
import io.artstore.admin.domain.ServiceAccount.PreviousSecret;
import io.artstore.admin.service.ServiceAccountService.WithSecret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Service accounts as JSON, checkpoint section 1.3. Only the answers to creating and rotating have a secret. */
final class ServiceAccountBodies {
    private ServiceAccountBodies() {}

    static JsonObject of(ServiceAccount account, Instant now) {
        return new JsonObject()
                .put("id", account.id().toString())
                .put("name", account.name())
                .put("description", account.description().orElse(null))
                .put("client_id", account.clientId())
                .put("role", account.role().label())
                .put("status", account.statusAt(now).label())
                .put(
                        "environment",
                        account.environment().map(Environment::label).orElse(null))
                .put("rate_limit", account.rateLimit())
                .put("is_system", account.system())
                .put("secret_expires_at", Timestamps.utc(account.secretExpiresAt()))
                .put("days_until_expiry", account.daysUntilExpiry(now))
                .put("requires_rotation_warning", account.requiresRotationWarning(now))
                .put("previous_secret_valid_until", previousUntil(account, now))
                .put("last_used_at", Timestamps.utc(account.lastUsedAt()))
                .put("created_at", Timestamps.utc(account.createdAt()))
                .put("updated_at", Timestamps.utc(account.updatedAt()));
    }

    static JsonObject created(WithSecret created, Instant now) {
        ServiceAccount account = created.account();
        return new JsonObject()
                .put("id", account.id().toString())
                .put("name", account.name())
                .put("client_id", account.clientId())
                .put("client_secret", created.secret())
                .put("role", account.role().label())
                .put("status", account.statusAt(now).label())
                .put("rate_limit", account.rateLimit())
                .put("secret_expires_at", Timestamps.utc(account.secretExpiresAt()))
                .put("created_at", Timestamps.utc(account.createdAt()));
    }

    static JsonObject rotated(WithSecret rotated, Instant now) {
        ServiceAccount account = rotated.account();
        return new JsonObject()
                .put("id", account.id().toString())
                .put("name", account.name())
                .put("client_id", account.clientId())
                .put("new_client_secret", rotated.secret())
                .put("secret_expires_at", Timestamps.utc(account.secretExpiresAt()))
                .put("status", account.statusAt(now).label())
                .put("previous_secret_valid_until", previousUntil(account, now));
    }

    static JsonObject history(UUID id, List<SecretPeriod> periods) {
        JsonArray items = new JsonArray();
        periods.forEach(period -> items.add(new JsonObject()
                .put("set_at", Timestamps.utc(period.setAt()))
                .put("expires_at", Timestamps.utc(period.expiresAt()))
                .put("replaced_at", Timestamps.utc(period.replacedAt()))
                .put("usable_until", Timestamps.utc(period.usableUntil()))));
        return new JsonObject()
                .put("id", id.toString())
                .put("total", periods.size())
                .put("items", items);
    }

    private static String previousUntil(ServiceAccount account, Instant now) {
        return Timestamps.utc(account.previousSecretAt(now).map(PreviousSecret::usableUntil));
    }
}
