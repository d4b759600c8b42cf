package io.artstore.admin.http;

import io.artstore.common.http.ApiServer;
import io.artstore.common.http.Authentication;
import io.artstore.common.security.Permission;
import io.artstore.common.security.TokenVerifier;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The routes of {@code /api/v1/audit}; all need {@link Permission#AUDIT_READ}. */
public record AuditRoutes(
        Handler<RoutingContext> list,
        Handler<RoutingContext> get,
        Handler<RoutingContext> export,
        Handler<RoutingContext> verify) {
    private static final String AUDIT = "/api/v1/audit";

    void mount(ApiServer server, TokenVerifier verifier) {
        Router router = server.router();
        Handler<RoutingContext> mayRead = Authentication.require(verifier, Permission.AUDIT_READ);
        router.get(AUDIT).handler(mayRead).handler(list);
        router.get(AUDIT + "/export").handler(mayRead).handler(export);
        router.get(AUDIT + "/verify").handler(mayRead).handler(verify);
        router.get(AUDIT + "/:audit_id").handler(mayRead).handler(get);
    }
}
