package io.artstore.common.http;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.bootstrap.Readiness;
import io.artstore.common.bootstrap.ServingAddresses;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.HttpSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A real listener on a free port of the loopback interface, for as long as a test needs it. */
final class TestListener implements AutoCloseable {
    static final String CONTRACT = "openapi/http-kit-test.yaml";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final Vertx vertx = Vertx.vertx();
    final ModuleContext context;
    final ApiServer server;

    private TestListener(HttpSettings settings, String name) {
        // The kit takes its settings as they are, so no key of the configuration is ever read.
        ArtStoreConfig unread = (ArtStoreConfig) Proxy.newProxyInstance(
                ArtStoreConfig.class.getClassLoader(), new Class<?>[] {ArtStoreConfig.class}, (proxy, method, args) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        context = new ModuleContext(unread, Clock.systemUTC(), new Readiness(), new ServingAddresses());
        server = ApiServer.create(vertx, context, settings, description(name));
    }

    static ApiDescription description(String name) {
        return new ApiDescription(name, "Test <Service>", "1.2.3", CONTRACT, "artstore.test.http.port");
    }

    static HttpSettings settings() {
        return new HttpSettings(
                "127.0.0.1",
                0,
                Optional.empty(),
                List.of("https://app.example"),
                Duration.ofSeconds(20),
                1024,
                Duration.ofSeconds(5));
    }

    static HttpSettings withDrain(Duration drainTimeout) {
        HttpSettings base = settings();
        return new HttpSettings(
                base.host(), 0, base.tls(), base.corsOrigins(), base.idleTimeout(), base.maxBodyBytes(), drainTimeout);
    }

    static TestListener serving(Consumer<Router> routes) {
        return serving(settings(), "test", server -> routes.accept(server.router()));
    }

    static TestListener serving(HttpSettings settings, String name, Consumer<ApiServer> prepare) {
        TestListener listener = new TestListener(settings, name);
        prepare.accept(listener.server);
        await(listener.server.start());
        listener.context.readiness().serve();
        return listener;
    }

    /** Prepared, not started. */
    static TestListener silent(HttpSettings settings, String name) {
        return new TestListener(settings, name);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("nothing happened for 10 s", e);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(10));
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> method(String method, String path, String... headers) {
        HttpRequest.Builder request = request(path).method(method, HttpRequest.BodyPublishers.noBody());
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String path, String contentType, String body) {
        return send(request(path).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static JsonObject json(HttpResponse<String> response) {
        return new JsonObject(response.body());
    }

    RawClient raw() {
        return new RawClient(server.port());
    }

    @Override
    public void close() {
        await(server.stop());
        await(vertx.close());
    }
}
