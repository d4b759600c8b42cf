package io.artstore.admin;

import io.artstore.common.contract.storage.ElementAnnouncement;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What answers at an element's address over a real socket: facts as an element tells them, or whatever a test wants. */
final class FakeElement implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final String id;
    private final boolean secure;
    private final AtomicInteger questions = new AtomicInteger();
    private final Map<String, Handler<HttpServerRequest>> answers = new ConcurrentHashMap<>();
    private HttpServer server;
    private int port;

    private volatile String mode = "edit";
    private volatile long used;
    private volatile long capacity = 1_000;
    private volatile boolean ready = true;

    private FakeElement(Vertx vertx, String id, HttpServerOptions options) {
        this.vertx = vertx;
        this.id = id;
        this.secure = options.isSsl();
        listen(options);
    }

    static FakeElement start(Vertx vertx, String id) {
        return new FakeElement(vertx, id, new HttpServerOptions());
    }

    static FakeElement start(Vertx vertx, String id, HttpServerOptions options) {
        return new FakeElement(vertx, id, options);
    }

    String id() {
        return id;
    }

    String url() {
        return (secure ? "https" : "http") + "://127.0.0.1:" + port;
    }

    FakeElement in(String newMode) {
        mode = newMode;
        return this;
    }

    FakeElement holding(long usedBytes, long capacityBytes) {
        used = usedBytes;
        capacity = capacityBytes;
        return this;
    }

    FakeElement ready(boolean welcome) {
        ready = welcome;
        return this;
    }

    /** Answers a path differently from now on. */
    FakeElement answering(String path, Handler<HttpServerRequest> answer) {
        answers.put(path, answer);
        return this;
    }

    /** Answers as an element again. */
    void behave() {
        answers.clear();
    }

    int questions() {
        return questions.get();
    }

    void announce() {
        new ElementAnnouncement(id, url(), mode).toEvent().publish(vertx);
    }

    void die() {
        TestPlatform.await(server.close(), LIMIT);
    }

    void comeBack() {
        listen(new HttpServerOptions());
    }

    @Override
    public void close() {
        die();
    }

    private void listen(HttpServerOptions options) {
        server = TestPlatform.await(
                vertx.createHttpServer(options).requestHandler(this::answer).listen(port, "127.0.0.1"), LIMIT);
        port = server.actualPort();
    }

    private void answer(HttpServerRequest request) {
        if (request.path().equals("/api/v1/info")) {
            questions.incrementAndGet();
        }
        answers.getOrDefault(request.path(), this::behave).handle(request);
    }

    private void behave(HttpServerRequest request) {
        switch (request.path()) {
            case "/api/v1/info" -> end(request, 200, info());
            case "/api/v1/capacity" ->
                end(
                        request,
                        200,
                        new JsonObject()
                                .put("storage_id", id)
                                .put("capacity", new JsonObject().put("available", capacity - used - 10)));
            case "/health/ready" -> end(request, ready ? 200 : 503, new JsonObject());
            default -> end(request, 404, new JsonObject());
        }
    }

    JsonObject info() {
        return new JsonObject()
                .put("name", id)
                .put("display_name", id)
                .put("version", "9")
                .put("mode", mode)
                .put("storage_type", "local")
                .put("base_path", id)
                .put("capacity_bytes", capacity)
                .put("used_bytes", used)
                .put("file_count", used > 0 ? 1 : 0)
                .put("status", "operational")
                .put("element_id", id);
    }

    static void end(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(body.encode()));
    }
}
