package io.artstore.admin.http;

import io.artstore.common.http.ApiServer;
import io.artstore.common.security.TokenVerifier;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Every route of the admin module, by subject; {@code openapi/admin.yaml} is their contract.
 *
 * @param verifier opens the routes that need a token
 */
public record AdminRoutes(
        TokenVerifier verifier,
        Handler<RoutingContext> index,
        Handler<RoutingContext> keySet,
        Handler<RoutingContext> metadata,
        AuthRoutes auth,
        KeyRoutes keys,
        ServiceAccountRoutes serviceAccounts,
        UserRoutes users,
        PasswordRoutes passwords,
        AuditRoutes audit) {

    public void mount(ApiServer server) {
        Router router = server.router();
        router.get("/").handler(index);
        router.get("/.well-known/jwks.json").handler(keySet);
        router.get("/.well-known/oauth-authorization-server").handler(metadata);
        auth.mount(server, verifier);
        keys.mount(server, verifier);
        serviceAccounts.mount(server, verifier);
        users.mount(server, verifier);
        passwords.mount(server, verifier);
        audit.mount(server, verifier);
    }
}
