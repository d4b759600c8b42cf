package io.artstore.admin.http;

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
        if (profile instanceof Person person) {
            return body(person);
        }
        Application application = (Application) profile;
        return ServiceAccountBodies.of(application.account(), application.at());
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
}
