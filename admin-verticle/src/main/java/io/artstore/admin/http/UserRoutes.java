package io.artstore.admin.http;

import static io.artstore.admin.http.AuthRoutes.unstored;

import io.artstore.common.http.ApiServer;
import io.artstore.common.http.Authentication;
import io.artstore.common.security.Permission;
import io.artstore.common.security.TokenVerifier;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The routes of {@code /api/v1/users}; all need {@link Permission#ACCOUNTS_MANAGE}. */
public record UserRoutes(
        AccountRoutes accounts,
        Handler<RoutingContext> activate,
        Handler<RoutingContext> deactivate,
        Handler<RoutingContext> unlock,
        Handler<RoutingContext> makeAdmin,
        Handler<RoutingContext> removeAdmin,
        Handler<RoutingContext> setPassword) {
    private static final String ALL = "/api/v1/users";
    private static final String ONE = ALL + "/:user_id";

    public static UserRoutes of(UserHandlers handlers) {
        return new UserRoutes(
                new AccountRoutes(handlers::create, handlers::list, handlers::get, handlers::update, handlers::delete),
                handlers::activate,
                handlers::deactivate,
                handlers::unlock,
                handlers::makeAdmin,
                handlers::removeAdmin,
                handlers::setPassword);
    }

    void mount(ApiServer server, TokenVerifier verifier) {
        Router router = server.router();
        Handler<RoutingContext> mayManage = Authentication.require(verifier, Permission.ACCOUNTS_MANAGE);
        Handler<RoutingContext> json = server.bodies().json();
        accounts.mount(server, ALL, ONE, mayManage);
        unstored(router.post(ONE + "/activate")).handler(mayManage).handler(activate);
        unstored(router.post(ONE + "/deactivate")).handler(mayManage).handler(deactivate);
        unstored(router.post(ONE + "/unlock")).handler(mayManage).handler(unlock);
        unstored(router.post(ONE + "/make-admin")).handler(mayManage).handler(makeAdmin);
        unstored(router.post(ONE + "/remove-admin")).handler(mayManage).handler(removeAdmin);
        unstored(router.put(ONE + "/password")).handler(mayManage).handler(json).handler(setPassword);
    }
}
