package io.artstore.admin.http;

import io.artstore.common.http.ApiServer;
import io.artstore.common.http.Authentication;
import io.artstore.common.security.Permission;
import io.artstore.common.security.TokenVerifier;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The routes of {@code /api/v1/jwt-keys}; all need {@link Permission#KEYS_MANAGE}. */
public record KeyRoutes(
        Handler<RoutingContext> status,
        Handler<RoutingContext> active,
        Handler<RoutingContext> history,
        Handler<RoutingContext> rotate) {

    void mount(ApiServer server, TokenVerifier verifier) {
        Router router = server.router();
        Handler<RoutingContext> mayManageKeys = Authentication.require(verifier, Permission.KEYS_MANAGE);
        router.get("/api/v1/jwt-keys/status").handler(mayManageKeys).handler(status);
        router.get("/api/v1/jwt-keys/active").handler(mayManageKeys).handler(active);
        router.get("/api/v1/jwt-keys/history").handler(mayManageKeys).handler(history);
        router.post("/api/v1/jwt-keys/rotate")
                .handler(mayManageKeys)
                .handler(server.bodies().json())
                .handler(rotate);
    }
}
