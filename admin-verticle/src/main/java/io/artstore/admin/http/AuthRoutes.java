package io.artstore.admin.http;

import io.artstore.common.http.ApiServer;
import io.artstore.common.http.Authentication;
import io.artstore.common.security.TokenVerifier;
import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * The routes of {@code /api/v1/auth}: how people and applications get tokens, use them up and give them back.
 *
 * @param loginLimit in front of where a person's password is tried
 * @param tokenLimit in front of where an application's secret is tried
 */
public record AuthRoutes(
        Handler<RoutingContext> token,
        Handler<RoutingContext> login,
        Handler<RoutingContext> refresh,
        Handler<RoutingContext> logout,
        Handler<RoutingContext> introspect,
        Handler<RoutingContext> revoke,
        Handler<RoutingContext> me,
        Handler<RoutingContext> loginLimit,
        Handler<RoutingContext> tokenLimit) {

    void mount(ApiServer server, TokenVerifier verifier) {
        Router router = server.router();
        Handler<RoutingContext> hasToken = Authentication.require(verifier);
        Handler<RoutingContext> json = server.bodies().json();
        Handler<RoutingContext> jsonOrForm = server.bodies().jsonOrForm();
        unstored(router.post("/api/v1/auth/token"))
                .handler(tokenLimit)
                .handler(jsonOrForm)
                .handler(token);
        unstored(router.post("/api/v1/auth/login"))
                .handler(loginLimit)
                .handler(json)
                .handler(login);
        unstored(router.post("/api/v1/auth/refresh")).handler(json).handler(refresh);
        unstored(router.post("/api/v1/auth/logout")).handler(hasToken).handler(logout);
        unstored(router.post("/api/v1/auth/introspect"))
                .handler(tokenLimit)
                .handler(jsonOrForm)
                .handler(introspect);
        unstored(router.post("/api/v1/auth/revoke"))
                .handler(tokenLimit)
                .handler(jsonOrForm)
                .handler(revoke);
        unstored(router.get("/api/v1/auth/me")).handler(hasToken).handler(me);
    }

    /** RFC 6749 section 5.1; refusals too. */
    static Route unstored(Route route) {
        return route.handler(ctx -> {
            ctx.response().putHeader("Cache-Control", "no-store").putHeader("Pragma", "no-cache");
            ctx.next();
        });
    }
}
