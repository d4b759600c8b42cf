package io.artstore.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.WithVertx;
import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.config.ConfigLoader;
import io.artstore.common.config.ConfigSources;
import io.artstore.common.config.Settings;
import io.artstore.common.http.ApiDescription;
import io.artstore.common.http.ApiServer;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The contract and the router name the same operations. */
class OpenApiAgreementTest extends WithVertx {
    private static final String RESOURCE = "openapi/admin.yaml";
    private static final Handler<RoutingContext> UNUSED = ctx -> {};

    @Test
    void everyRouteIsInTheContractAndEveryOperationHasARoute() throws IOException {
        assertThat(routed()).containsExactlyInAnyOrderElementsOf(documented());
    }

    private Set<String> routed() {
        ModuleContext module =
                ModuleContext.of(ConfigLoader.load(ConfigSources.of(Map.of())).config());
        ApiServer server = ApiServer.create(
                vertx,
                module,
                Settings.adminHttp(module.config()),
                new ApiDescription("admin", "Admin", "1", RESOURCE, "artstore.admin.http.port"));
        AccountRoutes accounts = new AccountRoutes(UNUSED, UNUSED, UNUSED, UNUSED, UNUSED);
        new AdminRoutes(
                        token -> Future.failedFuture("unused"),
                        UNUSED,
                        UNUSED,
                        UNUSED,
                        new AuthRoutes(UNUSED, UNUSED, UNUSED, UNUSED, UNUSED, UNUSED, UNUSED, UNUSED, UNUSED),
                        new KeyRoutes(UNUSED, UNUSED, UNUSED, UNUSED),
                        new ServiceAccountRoutes(accounts, UNUSED, UNUSED, UNUSED, UNUSED),
                        new UserRoutes(accounts, UNUSED, UNUSED, UNUSED, UNUSED, UNUSED, UNUSED),
                        new PasswordRoutes(UNUSED, UNUSED, UNUSED, UNUSED),
                        new AuditRoutes(UNUSED, UNUSED, UNUSED, UNUSED))
                .mount(server);
        new StorageElementRoutes(
                        new StorageElementRoutes.Registry(UNUSED, UNUSED, UNUSED, UNUSED, UNUSED, UNUSED),
                        new StorageElementRoutes.Operations(UNUSED, UNUSED, UNUSED, UNUSED, UNUSED, UNUSED),
                        new StorageElementRoutes.Overview(UNUSED, UNUSED, UNUSED, UNUSED))
                .mount(server, token -> Future.failedFuture("unused"));
        Set<String> operations = new TreeSet<>();
        for (Route route : server.router().getRoutes()) {
            if (route.getPath() != null) {
                route.methods().forEach(method -> operations.add(method + " " + template(route.getPath())));
            }
        }
        return operations;
    }

    private static String template(String path) {
        return path.replaceAll(":([A-Za-z0-9_]+)", "{$1}");
    }

    @SuppressWarnings("unchecked")
    private static Set<String> documented() throws IOException {
        try (InputStream yaml = OpenApiAgreementTest.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(yaml);
            Set<String> operations = new TreeSet<>();
            document.get("paths").forEach((path, methods) -> methods.keySet()
                    .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
            return operations;
        }
    }
}
