package io.artstore.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.storage.DocumentFacts;
import io.artstore.query.testkit.Documents;
import io.artstore.query.testkit.FakeElement;
import io.artstore.query.testkit.QueryExtension;
import io.artstore.query.testkit.QueryFixture;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route of the checkpoint's query module, with its statuses; where we differ, {@code compatibility.md} says so. */
@ExtendWith(QueryExtension.class)
class CheckpointRoutesIT {
    private final QueryFixture query;
    private final String mark = "zq" + UUID.randomUUID().toString().replace("-", "");

    CheckpointRoutesIT(QueryFixture query) {
        this.query = query;
    }

    @Test
    void theRootSaysWhatThisIs() {
        HttpResponse<String> answer = query.send(anonymous("/").build());

        JsonObject body = new JsonObject(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(body.fieldNames()).containsExactly("service", "version", "description", "features", "endpoints");
        assertThat(body.getString("service")).isEqualTo("ArtStore Query Module");
        assertThat(body.getString("description")).isEqualTo("File search and download service");
        assertThat(body.getJsonArray("features")).hasSize(4);
        assertThat(body.getJsonObject("endpoints").fieldNames())
                .containsExactly("health", "metrics", "docs", "search", "download");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/metrics", "/metrics/", "/docs", "/openapi.json"})
    void whatNeedsNoTokenAnswersWithoutOne(String path) {
        assertThat(query.send(anonymous(path).build()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/search, 405",
        "PUT, /api/search, 405",
        "DELETE, /api/search/x, 405",
        "POST, /api/download/x, 405",
        "DELETE, /api/download/x/metadata, 405",
        "GET, /api/download/x/progress, 404",
        "GET, /api/v1/search, 404",
        "GET, /nothing, 404",
        "GET, /api/search/no-uuid-at-all, 404",
        "GET, /api/download/no-uuid-at-all, 404",
        "GET, /api/download/no-uuid-at-all/metadata, 404",
        "HEAD, /api/download/no-uuid-at-all, 404"
    })
    void whatIsNotThereIsSaidToBeNotThere(String method, String path, int status) {
        HttpResponse<String> answer = query.send(
                query.request(path).method(method, BodyPublishers.noBody()).build());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
        if (!"HEAD".equals(method)) {
            assertThat(new JsonObject(answer.body()).getString("detail")).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/search/x", "/api/search/suggest?q=x", "/api/download/x", "/api/download/x/metadata"})
    void everyRouteWantsAToken(String path) {
        for (String header : List.of("Bearer", "Bearer ", "Basic eDp5", "Bearer a b", "Bearer x.y.z", "x.y.z")) {
            HttpResponse<String> answer =
                    query.send(anonymous(path).header("Authorization", header).build());

            assertThat(answer.statusCode()).as(header).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Bearer");
        }
        assertThat(query.send(anonymous(path).build()).statusCode()).isEqualTo(401);
    }

    @Test
    void whoSearchesIsAskedForATokenBeforeAnythingIsRead() {
        HttpRequest broken = anonymous("/api/search")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{"))
                .build();

        assertThat(query.send(broken).statusCode()).isEqualTo(401);
        assertThat(query.search("{").statusCode()).isEqualTo(400);
        assertThat(query.search("").statusCode()).isEqualTo(422);
        assertThat(query.send(query.request("/api/search")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("{}"))
                                .build())
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void numbersMayBeWrittenAsTheCheckpointAllowedAndUnknownMembersAreIgnored() {
        JsonObject body = new JsonObject()
                .put("query", mark)
                .put("limit", "5")
                .put("offset", 3.0)
                .put("min_size", "0")
                .put("colour", "red")
                .putNull("tags");

        JsonObject answer = new JsonObject(query.search(body).body());

        assertThat(answer.getInteger("limit")).isEqualTo(5);
        assertThat(answer.getInteger("offset")).isEqualTo(3);
        assertThat(answer.getBoolean("has_more")).isFalse();
        assertThat(answer.getLong("total_count")).isZero();
    }

    @Test
    void aDocumentIsFoundLookedUpAndDescribedInTheCheckpointsMembers() {
        FakeElement element = query.newElement();
        DocumentFacts document = Documents.named(mark + ".txt");
        query.index(element, document);

        JsonObject page = new JsonObject(
                query.search(new JsonObject().put("filename", mark)).body());
        JsonObject found =
                new JsonObject(query.get("/api/search/" + document.fileId()).body());
        JsonObject download = new JsonObject(
                query.get("/api/download/" + document.fileId() + "/metadata").body());

        assertThat(page.fieldNames()).containsExactly("results", "total_count", "limit", "offset", "has_more");
        assertThat(page.getJsonArray("results")).isEqualTo(JsonArray.of(found));
        assertThat(download.fieldNames())
                .containsExactly(
                        "id",
                        "filename",
                        "file_size",
                        "mime_type",
                        "sha256_hash",
                        "created_at",
                        "storage_element_id",
                        "storage_element_url",
                        "download_url",
                        "supports_range_requests");
        assertThat(query.send(query.request("/api/search/" + document.fileId() + "/")
                                .GET()
                                .build())
                        .statusCode())
                .isEqualTo(200);
    }

    private HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(query.address().resolve(path));
    }
}
