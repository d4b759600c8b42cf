package io.artstore.admin.http;

import static io.artstore.admin.http.AuthRoutes.unstored;

import io.artstore.common.http.ApiServer;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** What is done with every kind of account: it is made, listed, looked at, changed, and ended. */
public record AccountRoutes(
        Handler<RoutingContext> create,
        Handler<RoutingContext> list,
        Handler<RoutingContext> get,
        Handler<RoutingContext> update,
        Handler<RoutingContext> delete) {

    /**
     * Puts them on the listener.
     *
     * @param all the path of the collection
     * @param one the path of a member, with the parameter for its id
     * @param mayManage lets pass who may do this
     */
    void mount(ApiServer server, String all, String one, Handler<RoutingContext> mayManage) {
        Router router = server.router();
        Handler<RoutingContext> json = server.bodies().json();
        unstored(router.post(all)).handler(mayManage).handler(json).handler(create);
        unstored(router.get(all)).handler(mayManage).handler(list);
        unstored(router.get(one)).handler(mayManage).handler(get);
        unstored(router.put(one)).handler(mayManage).handler(json).handler(update);
        unstored(router.patch(one)).handler(mayManage).handler(json).handler(update);
        unstored(router.delete(one)).handler(mayManage).handler(delete);
    }
}
