package io.artstore.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.testkit.Eventually;
import io.vertx.core.json.JsonObject;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three modules together: a download by redirect, and {@code artstore index} beside the serving process. */
class IndexIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void anOperatorVerifiesAndResyncsWhatApplicationsStoreAndFetchByRedirect() throws Exception {
        Path home = folder.resolve("home");
        try (ArtStoreProcess artstore = ArtStoreProcess.serve(home).awaitReady()) {
            JsonObject account = new JsonObject(Files.readString(home.resolve("credentials.json")));
            String bearer = "Bearer " + token(artstore.address("admin"), account);
            String id = UUID.randomUUID().toString();
            String path = "/api/v1/files/" + id;
            assertThat(send(HttpRequest.newBuilder(artstore.address("storage/storage_elem_01")
                                            .resolve(path))
                                    .header("Authorization", bearer)
                                    .header("Content-Type", "text/plain")
                                    .header("Content-Disposition", "attachment; filename=\"a.txt\"")
                                    .PUT(BodyPublishers.ofString("content")))
                            .statusCode())
                    .isEqualTo(201);

            HttpResponse<String> redirect = redirected(artstore.address("query"), id, bearer);
            assertThat(redirect.statusCode()).as(redirect.body()).isEqualTo(307);
            URI location = URI.create(redirect.headers().firstValue("Location").orElseThrow());
            assertThat(send(HttpRequest.newBuilder(location)).body()).isEqualTo("content");
            assertThat(send(HttpRequest.newBuilder(URI.create(location.toString()
                                    .replace(id, UUID.randomUUID().toString()))))
                            .statusCode())
                    .isEqualTo(401);

            assertClean("verify", artstore, home);
            assertClean("resync", artstore, home);
        }
    }

    private static void assertClean(String kind, ArtStoreProcess artstore, Path home) {
        try (ArtStoreProcess command = ArtStoreProcess.run(
                "index",
                kind,
                "--home",
                home.toString(),
                "--admin",
                artstore.address("admin").toString(),
                "--query",
                artstore.address("query").toString())) {
            assertThat(command.awaitExit(LIMIT))
                    .as(command.output() + command.errors())
                    .isZero();
            assertThat(command.output())
                    .contains("1 documents, 1 in the index")
                    .contains("The index says what the elements say.");
        }
    }

    private HttpResponse<String> redirected(URI query, String id, String bearer) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(query.resolve("/api/download/" + id + "?mode=redirect"))
                .header("Authorization", bearer);
        return Eventually.value("indexed", () -> send(request), answer -> answer.statusCode() != 404);
    }

    private String token(URI admin, JsonObject account) throws Exception {
        JsonObject body = new JsonObject()
                .put("client_id", account.getString("client_id"))
                .put("client_secret", account.getString("client_secret"));
        return new JsonObject(send(HttpRequest.newBuilder(admin.resolve("/api/v1/auth/token"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body.encode())))
                        .body())
                .getString("access_token");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
