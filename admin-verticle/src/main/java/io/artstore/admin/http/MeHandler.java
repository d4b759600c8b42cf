package io.artstore.admin.http;

import io.artstore.admin.domain.ServiceAccount;
import io.artstore.admin.domain.User;
import io.artstore.admin.service.ProfileService;
import io.artstore.admin.service.ProfileService.Application;
import io.artstore.admin.service.ProfileService.Person;
import io.artstore.admin.service.ProfileService.Profile;
import io.artstore.common.http.Authentication;
import io.artstore.common.http.Responses;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/**
 * {@code GET /api/v1/auth/me}: who the caller is; the checkpoint's user shape for people and its service-account shape for
 * applications.
 */
public final class MeHandler implements Handler<RoutingContext> {
    private final ProfileService service;

    public MeHandler(ProfileService service) {
        this.service = Objects.requireNonNull(service, "service");
    }

    @Override
    public void handle(RoutingContext ctx) {
        service.of(Authentication.caller(ctx))
                .onFailure(ctx::fail)
                .onSuccess(profile -> Responses.json(ctx, 200, body(profile)));
    }

    private static JsonObject body(Profile profile) {
        return profile instanceof Person person ? body(person) : body((Application) profile);
    }

    private static JsonObject body(Person person) {
        User user = person.user();
        return new JsonObject()
                .put("id", user.id())
                .put("username", user.username())
                .put("email", user.email())
                .put("first_name", user.firstName().orElse(null))
                .put("last_name", user.lastName().orElse(null))
                .put("role", user.role().label())
                .put("status", person.status().label())
                .put("is_ldap_user", user.fromDirectory())
                .put("is_system", user.system())
                .put("last_login", Timestamps.utc(user.lastLogin()))
                .put("created_at", Timestamps.utc(user.createdAt()));
    }

    private static JsonObject body(Application application) {
        ServiceAccount account = application.account();
        return new JsonObject()
                .put("id", account.id().toString())
                .put("name", account.name())
                .put("description", account.description().orElse(null))
                .put("client_id", account.clientId())
                .put("role", account.role().label())
                .put("status", application.status().label())
                .put("rate_limit", account.rateLimit())
                .put("is_system", account.system())
                .put("secret_expires_at", Timestamps.utc(account.secretExpiresAt()))
                .put("days_until_expiry", account.daysUntilExpiry(application.at()))
                .put("requires_rotation_warning", account.requiresRotationWarning(application.at()))
                .put("last_used_at", Timestamps.utc(account.lastUsedAt()))
                .put("created_at", Timestamps.utc(account.createdAt()))
                .put("updated_at", Timestamps.utc(account.updatedAt()));
    }
}
