package io.artstore.admin.http;

import io.artstore.admin.domain.PasswordPolicy;
import io.artstore.admin.service.ProfileService;
import io.artstore.admin.service.ProfileService.Application;
import io.artstore.admin.service.ProfileService.Person;
import io.artstore.admin.service.ProfileService.Profile;
import io.artstore.common.http.Authentication;
import io.artstore.common.http.Responses;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Objects;

/**
 * {@code GET /api/v1/auth/me}: who the caller is; the checkpoint's user shape for people and its service-account shape for
 * applications.
 */
public final class MeHandler implements Handler<RoutingContext> {
    private final ProfileService service;
    private final PasswordPolicy policy;
    private final Clock clock;

    public MeHandler(ProfileService service, PasswordPolicy policy, Clock clock) {
        this.service = Objects.requireNonNull(service, "service");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public void handle(RoutingContext ctx) {
        service.of(Authentication.caller(ctx))
                .onFailure(ctx::fail)
                .onSuccess(profile -> Responses.json(ctx, 200, body(profile)));
    }

    private JsonObject body(Profile profile) {
        if (profile instanceof Person person) {
            return UserBodies.profile(person.user(), policy, clock.instant());
        }
        Application application = (Application) profile;
        return ServiceAccountBodies.of(application.account(), application.at());
    }
}
