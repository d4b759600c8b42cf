package io.artstore.admin.http;

import static io.artstore.admin.http.AuthRoutes.unstored;

import io.artstore.common.http.ApiServer;
import io.artstore.common.http.Authentication;
import io.artstore.common.security.Permission;
import io.artstore.common.security.TokenVerifier;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The routes of {@code /api/v1/service-accounts}; all need {@link Permission#ACCOUNTS_MANAGE}. */
public record ServiceAccountRoutes(
        AccountRoutes accounts,
        Handler<RoutingContext> suspend,
        Handler<RoutingContext> activate,
        Handler<RoutingContext> rotateSecret,
        Handler<RoutingContext> secretHistory) {
    private static final String ALL = "/api/v1/service-accounts";
    private static final String ONE = ALL + "/:account_id";

    public static ServiceAccountRoutes of(ServiceAccountHandlers handlers) {
        return new ServiceAccountRoutes(
                new AccountRoutes(handlers::create, handlers::list, handlers::get, handlers::update, handlers::delete),
                handlers::suspend,
                handlers::activate,
                handlers::rotateSecret,
                handlers::secretHistory);
    }

    void mount(ApiServer server, TokenVerifier verifier) {
        Router router = server.router();
        Handler<RoutingContext> mayManage = Authentication.require(verifier, Permission.ACCOUNTS_MANAGE);
        Handler<RoutingContext> json = server.bodies().json();
        accounts.mount(server, ALL, ONE, mayManage);
        unstored(router.post(ONE + "/suspend")).handler(mayManage).handler(suspend);
        unstored(router.post(ONE + "/activate")).handler(mayManage).handler(activate);
        unstored(router.post(ONE + "/rotate-secret"))
                .handler(mayManage)
                .handler(json)
                .handler(rotateSecret);
        unstored(router.get(ONE + "/secret-history")).handler(mayManage).handler(secretHistory);
    }
}
