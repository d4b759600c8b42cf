package io.artstore.launcher.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of a document in its element is what search and download of the query module say of it. */
class DeletedAndDamagedIT {
    private static final String CONTENT = "the content of the document";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static TestPlatform platform;
    private static String token;

    @BeforeAll
    static void start() {
        platform = TestPlatform.builder().start();
        token = "Bearer " + platform.token();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void aRestoredDocumentIsFoundAgainAsItWas() throws Exception {
        String id = upload("restored.txt");
        HttpResponse<String> before = awaitSearched(id, 200);
        send("storage/storage_elem_01", "DELETE", "/api/v1/files/" + id, null);
        awaitSearched(id, 404);

        HttpResponse<String> restored =
                send("storage/storage_elem_01", "POST", "/api/v1/trash/" + id + "/restore", null);

        assertThat(restored.statusCode()).as(restored.body()).isEqualTo(200);
        assertThat(new JsonObject(awaitSearched(id, 200).body())).isEqualTo(new JsonObject(before.body()));
        assertThat(send("query", "GET", "/api/download/" + id, null).body()).isEqualTo(CONTENT);
    }

    @Test
    void aDamagedDocumentIsCalledDamagedByTheElementAndByQuery() throws Exception {
        String id = upload("damaged.txt");
        awaitSearched(id, 200);
        Files.delete(dataOf(id));

        HttpResponse<String> direct = send("storage/storage_elem_01", "GET", "/api/v1/files/" + id + "/download", null);
        HttpResponse<String> proxied = send("query", "GET", "/api/download/" + id, null);

        for (HttpResponse<String> answer : new HttpResponse[] {direct, proxied}) {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("DOCUMENT_DAMAGED");
            assertThat(new JsonObject(answer.body()).getString("damage")).isEqualTo("missing");
            assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        }
    }

    private static String upload(String name) throws Exception {
        String id = UUID.randomUUID().toString();
        HttpResponse<String> stored =
                send("storage/storage_elem_01", "PUT", "/api/v1/files/" + id + "?filename=" + name, CONTENT);
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
        return id;
    }

    private static HttpResponse<String> awaitSearched(String id, int status) {
        return Eventually.value(
                "status " + status + " of " + id,
                () -> send("query", "GET", "/api/search/" + id, null),
                answer -> answer.statusCode() == status);
    }

    private static Path dataOf(String id) throws IOException {
        Path base = platform.home().resolve("storage_elem_01");
        try (Stream<Path> tree = Files.walk(base)) {
            return tree.filter(path -> path.toString().endsWith(id + ".txt"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static HttpResponse<String> send(String listener, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(platform.address(listener) + path))
                .header("Authorization", token)
                .timeout(Duration.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
