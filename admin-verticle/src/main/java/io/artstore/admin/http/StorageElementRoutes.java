package io.artstore.admin.http;

import io.artstore.common.http.ApiServer;
import io.artstore.common.http.Authentication;
import io.artstore.common.security.Permission;
import io.artstore.common.security.TokenVerifier;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/**
 * The routes of the element registry, checkpoint section 1.3: looking needs {@link Permission#STORAGE_READ}, changing
 * {@link Permission#STORAGE_MANAGE}.
 */
public final class StorageElementRoutes {
    private static final String ELEMENTS = "/api/v1/storage-elements";
    private static final String ELEMENT = ELEMENTS + "/:id";

    private final StorageElementHandlers registry;
    private final ElementOperationHandlers operations;
    private final RegistryOverviewHandlers overview;

    public StorageElementRoutes(
            StorageElementHandlers registry, ElementOperationHandlers operations, RegistryOverviewHandlers overview) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.operations = Objects.requireNonNull(operations, "operations");
        this.overview = Objects.requireNonNull(overview, "overview");
    }

    public void mount(ApiServer server, TokenVerifier verifier) {
        Router router = server.router();
        Handler<RoutingContext> mayLook = Authentication.require(verifier, Permission.STORAGE_READ);
        Handler<RoutingContext> mayChange = Authentication.require(verifier, Permission.STORAGE_MANAGE);
        Handler<RoutingContext> json = server.bodies().json();
        router.get("/api/v1/internal/storage-elements/available")
                .handler(mayLook)
                .handler(overview::available);
        router.get(ELEMENTS + "/stats").handler(mayLook).handler(overview::summary);
        router.get(ELEMENTS + "/statistics").handler(mayLook).handler(overview::summary);
        router.get(ELEMENTS + "/retention-warnings").handler(mayLook).handler(overview::retentionWarnings);
        router.get(ELEMENTS + "/retention-expired").handler(mayLook).handler(overview::retentionExpired);
        router.post(ELEMENTS + "/discover").handler(mayChange).handler(json).handler(operations::discover);
        router.post(ELEMENTS + "/sync").handler(mayChange).handler(operations::syncAll);
        router.get(ELEMENTS).handler(mayLook).handler(registry::list);
        router.post(ELEMENTS).handler(mayChange).handler(json).handler(registry::register);
        router.get(ELEMENT).handler(mayLook).handler(registry::get);
        router.put(ELEMENT).handler(mayChange).handler(json).handler(registry::update);
        router.delete(ELEMENT).handler(mayChange).handler(registry::remove);
        router.get(ELEMENT + "/statistics").handler(mayLook).handler(registry::statistics);
        router.get(ELEMENT + "/files").handler(mayLook).handler(operations::files);
        router.post(ELEMENT + "/health").handler(mayChange).handler(operations::health);
        router.post(ELEMENT + "/sync").handler(mayChange).handler(operations::sync);
        router.put(ELEMENT + "/mode").handler(mayChange).handler(json).handler(operations::changeMode);
        router.post(ELEMENT + "/mode").handler(mayChange).handler(json).handler(operations::changeMode);
    }
}
