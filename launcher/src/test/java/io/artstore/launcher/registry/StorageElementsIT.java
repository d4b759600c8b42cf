package io.artstore.launcher.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.config.ElementMode;
import io.artstore.common.contract.admin.StorageElementsApi;
import io.artstore.common.testkit.EmbeddedPostgresServer;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Admin's registry and real storage elements: two in the same process, one in a process of its own. */
class StorageElementsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ELEMENTS = "/api/v1/storage-elements";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static TestPlatform platform;
    private static String token;

    private record Answer(int status, JsonObject body) {}

    @BeforeAll
    static void start() {
        String second = "artstore.storage.elements[1].";
        platform = TestPlatform.builder()
                .modules("admin", "storage")
                .set("artstore.admin.elements.check-interval", "500ms")
                .set("artstore.admin.elements.check-timeout", "2s")
                .set("artstore.admin.elements.stale-after", "20s")
                .set(second + "id", "storage_elem_02")
                .set(second + "mode", "rw")
                .set(second + "http.host", "127.0.0.1")
                .set(second + "http.port", "0")
                .set(
                        second + "database.name",
                        EmbeddedPostgresServer.shared()
                                .createDatabase("registry_storage")
                                .name())
                .start();
        token = "Bearer " + platform.token();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void elementsOfTheSameProcessRegisterThemselvesAndAreOfferedByModeAndRoom() throws Exception {
        JsonObject first = awaitElement("storage_elem_01");
        JsonObject second = awaitElement("storage_elem_02");

        assertThat(first.getString("api_url"))
                .isEqualTo(address("storage_elem_01").toString());
        assertThat(first.getString("mode")).isEqualTo("edit");
        assertThat(second.getString("storage_type")).isEqualTo("local");
        assertThat(first.getLong("capacity_bytes")).isEqualTo(100L << 30);
        assertThat(first.getLong("available_bytes")).isPositive();
        assertThat(TestPlatform.await(
                                StorageElementsApi.client(platform.vertx()).available(ElementMode.EDIT, 1), LIMIT)
                        .elements())
                .anyMatch(offered -> offered.elementId().equals("storage_elem_01")
                        && offered.url().equals(first.getString("api_url")));
        assertThat(send("GET", "/api/v1/internal/storage-elements/available?min_free_bytes=" + Long.MAX_VALUE, null)
                        .body()
                        .getInteger("total"))
                .isZero();
    }

    @Test
    void whatAnElementHoldsIsSeenAndKeepsItFromBeingForgotten() throws Exception {
        int id = awaitElement("storage_elem_01").getInteger("id");
        upload(address("storage_elem_01"));

        JsonObject synced = send("POST", ELEMENTS + "/" + id + "/sync", null).body();
        Answer files = send("GET", ELEMENTS + "/" + id + "/files?limit=5", null);
        Answer refused = send("DELETE", ELEMENTS + "/" + id, null);

        assertThat(synced.getInteger("file_count")).isPositive();
        assertThat(synced.getLong("used_bytes")).isPositive();
        assertThat(files.status()).isEqualTo(200);
        assertThat(files.body().getJsonArray("files")).isNotEmpty();
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().getInteger("file_count")).isPositive();
    }

    @Test
    void aChangeOfModeIsTheElementsDecisionInTheCallersName() throws Exception {
        int edit = awaitElement("storage_elem_01").getInteger("id");
        int rw = awaitElement("storage_elem_02").getInteger("id");
        JsonObject readOnly = new JsonObject().put("mode", "ro").put("reason", "it is full");

        Answer refused = send("PUT", ELEMENTS + "/" + edit + "/mode", readOnly);
        Answer changed = send("POST", ELEMENTS + "/" + rw + "/mode", readOnly);
        Answer again = send("PUT", ELEMENTS + "/" + rw + "/mode", readOnly);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().getString("code")).isEqualTo("MODE_NOT_ALLOWED");
        assertThat(refused.body().getJsonObject("allowed_transitions").getJsonArray("rw"))
                .containsExactly("ro");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().getString("previous_mode")).isEqualTo("rw");
        assertThat(changed.body().getString("changed_by")).isEqualTo("admin-service");
        assertThat(changed.body().getJsonObject("element").getString("mode")).isEqualTo("ro");
        assertThat(again.status()).isEqualTo(409);
        assertThat(send("GET", "/api/v1/internal/storage-elements/available?mode=rw", null)
                        .body()
                        .getJsonArray("items"))
                .isEmpty();
    }

    @Test
    void anElementOfAnotherProcessIsRegisteredByHandDiesAndComesBack() throws Exception {
        String fixed = Integer.toString(freePort());
        TestPlatform.Builder builder = TestPlatform.builder()
                .modules("storage")
                .set("artstore.storage.elements[0].id", "elsewhere")
                .set("artstore.storage.elements[0].http.port", fixed);
        TestPlatform elsewhere = builder.start();
        String url = elsewhere.address("storage/elsewhere").toString();

        Answer discovered = send("POST", ELEMENTS + "/discover", new JsonObject().put("api_url", url));
        Answer registered =
                send("POST", ELEMENTS, new JsonObject().put("api_url", url).put("priority", 1));
        assertThat(discovered.body().getString("element_id")).isEqualTo("elsewhere");
        assertThat(registered.status()).isEqualTo(201);
        assertThat(offered()).first().isEqualTo("elsewhere");

        elsewhere.stop();
        Eventually.holds(() -> !offered().contains("elsewhere"));
        String path = ELEMENTS + "/" + registered.body().getInteger("id");
        // While it stops it says itself that it is not ready; only then it is gone.
        Eventually.holds(() -> "offline".equals(send("GET", path, null).body().getString("status")));
        assertThat(send("POST", path + "/sync", null).status()).isEqualTo(503);
        assertThat(send(
                                "PUT",
                                path + "/mode",
                                new JsonObject().put("mode", "ro").put("reason", "gone"))
                        .status())
                .isEqualTo(503);

        try (TestPlatform back = builder.startAgain()) {
            assertThat(back.address("storage/elsewhere")).hasToString(url);
            Eventually.holds(() -> offered().contains("elsewhere"));
        }
    }

    private static List<String> offered() throws Exception {
        return send("GET", "/api/v1/internal/storage-elements/available", null).body().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("element_id"))
                .toList();
    }

    private static JsonObject awaitElement(String elementId) throws Exception {
        Eventually.holds(() -> find(elementId).size() == 1);
        return find(elementId).get(0);
    }

    private static List<JsonObject> find(String elementId) throws Exception {
        return send("GET", ELEMENTS, null).body().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(element -> elementId.equals(element.getString("element_id")))
                .toList();
    }

    private static URI address(String elementId) {
        return platform.address("storage/" + elementId);
    }

    private static void upload(URI element) throws Exception {
        String body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
                + "Content-Type: text/plain\r\n\r\nhello\r\n--b--\r\n";
        HttpRequest request = HttpRequest.newBuilder(element.resolve("/api/v1/files/upload"))
                .header("Authorization", token)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static Answer send(String method, String path, JsonObject body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(platform.address("admin").resolve(path))
                .header("Authorization", token)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()))
                .build();
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(), answer.body().isEmpty() ? new JsonObject() : new JsonObject(answer.body()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
