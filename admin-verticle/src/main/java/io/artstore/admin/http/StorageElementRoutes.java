package io.artstore.admin.http;

import io.artstore.common.http.ApiServer;
import io.artstore.common.http.Authentication;
import io.artstore.common.security.Permission;
import io.artstore.common.security.TokenVerifier;
import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The routes of the element registry, checkpoint section 1.3: looking needs {@link Permission#STORAGE_READ}, changing
 * {@link Permission#STORAGE_MANAGE}.
 */
public record StorageElementRoutes(Registry registry, Operations operations, Overview overview) {
    private static final String ELEMENTS = "/api/v1/storage-elements";
    private static final String ELEMENT = ELEMENTS + "/:id";

    /** The registry's rows. */
    public record Registry(
            Handler<RoutingContext> list,
            Handler<RoutingContext> register,
            Handler<RoutingContext> get,
            Handler<RoutingContext> update,
            Handler<RoutingContext> remove,
            Handler<RoutingContext> statistics) {}

    /** What is done at the elements themselves. */
    public record Operations(
            Handler<RoutingContext> discover,
            Handler<RoutingContext> syncAll,
            Handler<RoutingContext> sync,
            Handler<RoutingContext> health,
            Handler<RoutingContext> changeMode,
            Handler<RoutingContext> files) {}

    /** Questions to the registry as a whole. */
    public record Overview(
            Handler<RoutingContext> available,
            Handler<RoutingContext> summary,
            Handler<RoutingContext> retentionWarnings,
            Handler<RoutingContext> retentionExpired) {}

    public static StorageElementRoutes of(
            StorageElementHandlers registry, ElementOperationHandlers operations, RegistryOverviewHandlers overview) {
        return new StorageElementRoutes(
                new Registry(
                        registry::list,
                        registry::register,
                        registry::get,
                        registry::update,
                        registry::remove,
                        registry::statistics),
                new Operations(
                        operations::discover,
                        operations::syncAll,
                        operations::sync,
                        operations::health,
                        operations::changeMode,
                        operations::files),
                new Overview(
                        overview::available,
                        overview::summary,
                        overview::retentionWarnings,
                        overview::retentionExpired));
    }

    public void mount(ApiServer server, TokenVerifier verifier) {
        Handler<RoutingContext> mayLook = Authentication.require(verifier, Permission.STORAGE_READ);
        Handler<RoutingContext> mayChange = Authentication.require(verifier, Permission.STORAGE_MANAGE);
        // Before the routes of one element, whose id these words would be.
        mountOverview(server.router(), mayLook);
        mountRegistry(server, mayLook, mayChange);
        mountOperations(server, mayLook, mayChange);
    }

    private void mountOverview(Router router, Handler<RoutingContext> mayLook) {
        router.get("/api/v1/internal/storage-elements/available")
                .handler(mayLook)
                .handler(overview.available());
        router.get(ELEMENTS + "/stats").handler(mayLook).handler(overview.summary());
        router.get(ELEMENTS + "/statistics").handler(mayLook).handler(overview.summary());
        router.get(ELEMENTS + "/retention-warnings").handler(mayLook).handler(overview.retentionWarnings());
        router.get(ELEMENTS + "/retention-expired").handler(mayLook).handler(overview.retentionExpired());
    }

    private void mountRegistry(ApiServer server, Handler<RoutingContext> mayLook, Handler<RoutingContext> mayChange) {
        Router router = server.router();
        Handler<RoutingContext> json = server.bodies().json();
        router.get(ELEMENTS).handler(mayLook).handler(registry.list());
        router.post(ELEMENTS).handler(mayChange).handler(json).handler(registry.register());
        router.get(ELEMENT).handler(mayLook).handler(registry.get());
        router.put(ELEMENT).handler(mayChange).handler(json).handler(registry.update());
        router.delete(ELEMENT).handler(mayChange).handler(registry.remove());
        router.get(ELEMENT + "/statistics").handler(mayLook).handler(registry.statistics());
    }

    private void mountOperations(ApiServer server, Handler<RoutingContext> mayLook, Handler<RoutingContext> mayChange) {
        Router router = server.router();
        Handler<RoutingContext> json = server.bodies().json();
        router.post(ELEMENTS + "/discover").handler(mayChange).handler(json).handler(operations.discover());
        router.post(ELEMENTS + "/sync").handler(mayChange).handler(operations.syncAll());
        router.post(ELEMENT + "/sync").handler(mayChange).handler(operations.sync());
        router.post(ELEMENT + "/health").handler(mayChange).handler(operations.health());
        router.get(ELEMENT + "/files").handler(mayLook).handler(operations.files());
        for (Route mode : List.of(router.put(ELEMENT + "/mode"), router.post(ELEMENT + "/mode"))) {
            mode.handler(mayChange).handler(json).handler(operations.changeMode());
        }
    }
}
