package io.artstore.admin.http;

import io.artstore.common.http.ApiServer;
import io.artstore.common.http.Authentication;
import io.artstore.common.security.TokenVerifier;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Every route of the admin module on one screen; {@code openapi/admin.yaml} is their contract.
 *
 * @param verifier opens the routes that need a token
 */
public record AdminRoutes(
        TokenVerifier verifier,
        Handler<RoutingContext> index,
        Handler<RoutingContext> keySet,
        Handler<RoutingContext> metadata,
        Handler<RoutingContext> token,
        Handler<RoutingContext> login,
        Handler<RoutingContext> refresh,
        Handler<RoutingContext> logout,
        Handler<RoutingContext> introspect,
        Handler<RoutingContext> revoke,
        Handler<RoutingContext> me,
        KeyRoutes keys) {

    public void mount(ApiServer server) {
        Router router = server.router();
        router.get("/").handler(index);
        router.get("/.well-known/jwks.json").handler(keySet);
        router.get("/.well-known/oauth-authorization-server").handler(metadata);
        router.post("/api/v1/auth/token")
                .handler(AdminRoutes::forbidStoring)
                .handler(server.bodies().jsonOrForm())
                .handler(token);
        router.post("/api/v1/auth/login")
                .handler(AdminRoutes::forbidStoring)
                .handler(server.bodies().json())
                .handler(login);
        router.post("/api/v1/auth/refresh")
                .handler(AdminRoutes::forbidStoring)
                .handler(server.bodies().json())
                .handler(refresh);
        router.post("/api/v1/auth/logout")
                .handler(AdminRoutes::forbidStoring)
                .handler(Authentication.require(verifier))
                .handler(logout);
        router.post("/api/v1/auth/introspect")
                .handler(AdminRoutes::forbidStoring)
                .handler(server.bodies().jsonOrForm())
                .handler(introspect);
        router.post("/api/v1/auth/revoke")
                .handler(AdminRoutes::forbidStoring)
                .handler(server.bodies().jsonOrForm())
                .handler(revoke);
        router.get("/api/v1/auth/me")
                .handler(AdminRoutes::forbidStoring)
                .handler(Authentication.require(verifier))
                .handler(me);
        keys.mount(server, verifier);
    }

    /** RFC 6749 section 5.1; refusals too. */
    private static void forbidStoring(RoutingContext ctx) {
        ctx.response().putHeader("Cache-Control", "no-store").putHeader("Pragma", "no-cache");
        ctx.next();
    }
}
