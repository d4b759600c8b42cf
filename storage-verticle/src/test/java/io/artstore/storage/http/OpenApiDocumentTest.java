package io.artstore.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.config.ConfigLoader;
import io.artstore.common.config.ConfigSources;
import io.artstore.common.config.Settings;
import io.artstore.common.http.ApiDescription;
import io.artstore.common.http.ApiServer;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class OpenApiDocumentTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    @Test
    void describesExactlyTheRoutesThereAre() throws IOException {
        Set<String> described = described();
        Set<String> mounted = mounted();

        assertThat(described).isEqualTo(mounted);
    }

    private static Set<String> described() throws IOException {
        Set<String> operations = new TreeSet<>();
        try (InputStream yaml = OpenApiDocumentTest.class.getResourceAsStream("/openapi/storage.yaml")) {
            Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(yaml);
            document.get("paths").forEach((path, item) -> item.keySet().stream()
                    .filter(METHODS::contains)
                    .forEach(method -> operations.add(method + " " + path)));
        }
        return operations;
    }

    private static Set<String> mounted() {
        Vertx vertx = Vertx.vertx();
        ModuleContext context =
                ModuleContext.of(ConfigLoader.load(ConfigSources.of(Map.of())).config());
        ApiServer server = ApiServer.create(
                vertx,
                context,
                Settings.elements(context.config()).get(0).http(),
                new ApiDescription("storage/test", "Test", "1", "openapi/storage.yaml", "port"));
        List<Route> ofKit = List.copyOf(server.router().getRoutes());
        new StorageRoutes(
                        token -> null,
                        new StorageRoutes.Services(
                                null, null, null, null, null, null, null, null, null, null, null, null, null),
                        "Test",
                        "1",
                        Clock.systemUTC())
                .mount(server);
        Set<String> operations = new TreeSet<>();
        for (Route route : server.router().getRoutes()) {
            if (!ofKit.contains(route)) {
                String path = route.getPath().replaceAll(":([a-z_]+)", "{$1}");
                route.methods()
                        .forEach(method ->
                                operations.add(method.name().toLowerCase(java.util.Locale.ROOT) + " " + path));
            }
        }
        assertThat(vertx.close()).isNotNull();
        return operations;
    }
}
