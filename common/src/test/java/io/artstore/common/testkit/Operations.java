package io.artstore.common.testkit;

import io.artstore.common.http.ApiServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.yaml.snakeyaml.Yaml;

/** What a listener does, each as {@code GET /api/v1/files/{file_id}}: by its contract, and by its router. */
public final class Operations {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private Operations() {}

    /** Those that an OpenAPI document on the class path describes. */
    public static Set<String> described(String resource) {
        try (InputStream yaml = Operations.class.getClassLoader().getResourceAsStream(resource)) {
            Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(yaml);
            Set<String> operations = new TreeSet<>();
            document.get("paths").forEach((path, item) -> item.keySet().stream()
                    .filter(METHODS::contains)
                    .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
            return operations;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that a server has, the routes of the kit included; its documentation is among them once it has started. */
    public static Set<String> routed(ApiServer server) {
        Set<String> operations = new TreeSet<>();
        server.router().getRoutes().stream()
                .filter(route -> route.getPath() != null)
                .forEach(route -> route.methods()
                        .forEach(method -> operations.add(method.name() + " " + template(route.getPath()))));
        return operations;
    }

    /** Those that come to a server that has not started by mounting something. */
    public static Set<String> mounted(ApiServer server, Consumer<ApiServer> something) {
        Set<String> before = routed(server);
        something.accept(server);
        Set<String> after = routed(server);
        after.removeAll(before);
        return after;
    }

    private static String template(String path) {
        return path.replaceAll(":([A-Za-z0-9_]+)", "{$1}");
    }
}
