package io.artstore.admin;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A running admin module that asks its elements often, and a client of its registry with an administrator's token. */
final class RegistryFixture implements AutoCloseable {
    static final String ELEMENTS = "/api/v1/storage-elements";

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final TestPlatform platform;
    final AdminClient admin;
    private final String token;

    RegistryFixture(TestPlatform platform) {
        this.platform = platform;
        this.admin = new AdminClient(platform);
        this.token = "Bearer " + platform.token();
    }

    /** Asks every 300 ms; an answer is good for {@code staleAfter}. */
    static RegistryFixture start(Duration staleAfter) {
        return new RegistryFixture(builder(staleAfter).start());
    }

    static TestPlatform.Builder builder(Duration staleAfter) {
        return TestPlatform.builder()
                .modules("admin")
                .set("artstore.admin.elements.check-interval", "300ms")
                .set("artstore.admin.elements.check-timeout", "1s")
                .set("artstore.admin.elements.stale-after", staleAfter.toMillis() + "ms");
    }

    Vertx vertx() {
        return platform.vertx();
    }

    /** An element of a name that no other test uses. */
    FakeElement element() {
        return FakeElement.start(vertx(), "element_" + NUMBERS.incrementAndGet());
    }

    Answer get(String path) {
        return admin.get(path, "Authorization", token);
    }

    Answer post(String path, JsonObject body) {
        return admin.postJson(path, body, "Authorization", token);
    }

    Answer put(String path, JsonObject body) {
        return admin.send("PUT", path, body, "Authorization", token);
    }

    Answer delete(String path) {
        return admin.send("DELETE", path, new JsonObject(), "Authorization", token);
    }

    Answer discover(String url) {
        return post(ELEMENTS + "/discover", new JsonObject().put("api_url", url));
    }

    Answer register(FakeElement element) {
        return post(ELEMENTS, new JsonObject().put("api_url", element.url()));
    }

    JsonObject registered(FakeElement element) {
        Answer answer = register(element);
        if (answer.status() != 201) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return answer.body();
    }

    /** The rows of this element id. */
    List<JsonObject> rowsOf(FakeElement element) {
        JsonArray items = get(ELEMENTS + "?search=" + element.id()).body().getJsonArray("items");
        return items.stream()
                .map(JsonObject.class::cast)
                .filter(row -> element.id().equals(row.getString("element_id")))
                .toList();
    }

    List<String> available(String query) {
        return get("/api/v1/internal/storage-elements/available" + query).body().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("element_id"))
                .toList();
    }

    @Override
    public void close() {
        admin.close();
        platform.close();
    }
}
