package io.artstore.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.WithVertx;
import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.config.ConfigLoader;
import io.artstore.common.config.ConfigSources;
import io.artstore.common.config.Settings;
import io.artstore.common.http.ApiDescription;
import io.artstore.common.http.ApiServer;
import io.artstore.common.testkit.Operations;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract and the router name the same operations. */
class OpenApiAgreementTest extends WithVertx {
    private static final String RESOURCE = "openapi/admin.yaml";
    private static final Handler<RoutingContext> UNUSED = ctx -> {};

    @Test
    void everyRouteIsInTheContractAndEveryOperationHasARoute() {
        ModuleContext module =
                ModuleContext.of(ConfigLoader.load(ConfigSources.of(Map.of())).config());
        ApiServer server = ApiServer.create(
                vertx,
                module,
                Settings.adminHttp(module.config()),
                new ApiDescription("admin", "Admin", "1", RESOURCE, "artstore.admin.http.port"));

        Set<String> routed = Operations.mounted(server, OpenApiAgreementTest::mount);

        assertThat(routed).isEqualTo(Operations.described(RESOURCE));
    }

    private static void mount(ApiServer server) {
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
    }
}
