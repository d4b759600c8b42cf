package io.artstore.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process as a whole: it comes up, says where it is, refuses a second one, survives a kill, stops when told. */
class ServeIT {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void comesUpSaysWhereItIsAndStopsOnSigterm() throws Exception {
        Path home = folder.resolve("home");
        try (ArtStoreProcess artstore = ArtStoreProcess.serve(home).awaitReady()) {
            assertThat(status(artstore.address("admin").resolve("/health/ready")))
                    .isEqualTo(200);
            assertThat(status(artstore.address("query").resolve("/health/ready")))
                    .isEqualTo(200);
            assertThat(status(artstore.address("storage/storage_elem_01").resolve("/health/ready")))
                    .isEqualTo(200);
            Path credentials = home.resolve("credentials.json");
            assertThat(artstore.output()).contains(credentials.toRealPath().toString());
            assertThat(new JsonObject(Files.readString(credentials)).fieldNames())
                    .containsExactlyInAnyOrder("admin_username", "admin_password", "client_id", "client_secret");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials)))
                    .isEqualTo("rw-------");

            artstore.terminate();

            assertThat(artstore.awaitExit(STOP_LIMIT)).isIn(0, 143);
            assertThat(Files.exists(home.resolve("postgres/data/postmaster.pid")))
                    .isFalse();
        }
    }

    @Test
    void aSecondProcessOnTheSameHomeIsRefused() {
        Path home = folder.resolve("home");
        try (ArtStoreProcess first = ArtStoreProcess.serve(home).awaitReady();
                ArtStoreProcess second = ArtStoreProcess.serve(home)) {

            int exitCode = second.awaitExit(Duration.ofSeconds(20));

            assertThat(exitCode).isEqualTo(1);
            assertThat(second.errors()).contains(home.toString()).contains(Long.toString(first.pid()));
        }
    }

    @Test
    void comesUpAgainAfterAKillWithTheSameCredentials() throws Exception {
        Path home = folder.resolve("home");
        ArtStoreProcess killed = ArtStoreProcess.serve(home).awaitReady();
        String credentials = Files.readString(home.resolve("credentials.json"));
        killed.kill();

        try (ArtStoreProcess again = ArtStoreProcess.serve(home).awaitReady()) {
            assertThat(Files.readString(home.resolve("credentials.json"))).isEqualTo(credentials);
            JsonObject account = new JsonObject(credentials);
            JsonObject request = new JsonObject()
                    .put("client_id", account.getString("client_id"))
                    .put("client_secret", account.getString("client_secret"));
            HttpRequest post = HttpRequest.newBuilder(again.address("admin").resolve("/api/v1/auth/token"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(request.encode()))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(post, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static int status(URI uri) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
