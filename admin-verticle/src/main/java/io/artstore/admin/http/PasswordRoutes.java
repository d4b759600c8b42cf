package io.artstore.admin.http;

import static io.artstore.admin.http.AuthRoutes.unstored;

import io.artstore.common.http.ApiServer;
import io.artstore.common.http.Authentication;
import io.artstore.common.security.TokenVerifier;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * The routes for people's own passwords.
 *
 * @param limit in front of where a password or a reset token is tried
 */
public record PasswordRoutes(
        Handler<RoutingContext> change,
        Handler<RoutingContext> requestReset,
        Handler<RoutingContext> confirmReset,
        Handler<RoutingContext> limit) {

    public static PasswordRoutes of(PasswordHandlers handlers, Handler<RoutingContext> limit) {
        return new PasswordRoutes(handlers::change, handlers::requestReset, handlers::confirmReset, limit);
    }

    void mount(ApiServer server, TokenVerifier verifier) {
        Router router = server.router();
        Handler<RoutingContext> json = server.bodies().json();
        unstored(router.put("/api/v1/auth/me/password"))
                .handler(Authentication.require(verifier))
                .handler(limit)
                .handler(json)
                .handler(change);
        unstored(router.post("/api/v1/auth/password-reset-request"))
                .handler(json)
                .handler(requestReset);
        unstored(router.post("/api/v1/auth/password-reset-confirm"))
                .handler(limit)
                .handler(json)
                .handler(confirmReset);
    }
}
