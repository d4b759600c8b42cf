package io.artstore.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.config.ConfigLoader;
import io.artstore.common.config.ConfigSources;
import io.artstore.common.config.Settings;
import io.artstore.common.http.ApiDescription;
import io.artstore.common.http.ApiServer;
import io.artstore.common.testkit.Operations;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        TestPlatform.await(vertx.close(), Duration.ofSeconds(10));
    }

    @Test
    void describesExactlyTheRoutesThereAre() {
        ModuleContext context =
                ModuleContext.of(ConfigLoader.load(ConfigSources.of(Map.of())).config());
        ApiServer server = ApiServer.create(
                vertx,
                context,
                Settings.elements(context.config()).get(0).http(),
                new ApiDescription("storage/test", "Test", "1", "openapi/storage.yaml", "port"));

        Set<String> routed = Operations.mounted(server, routes()::mount);

        assertThat(routed).isEqualTo(Operations.described("openapi/storage.yaml"));
    }

    /** Over services that are not there: nobody calls. */
    private static StorageRoutes routes() {
        return new StorageRoutes(
                token -> null,
                new StorageRoutes.Services(
                        null, null, null, null, null, null, null, null, null, null, null, null, null),
                "Test",
                "1",
                Clock.systemUTC());
    }
}
