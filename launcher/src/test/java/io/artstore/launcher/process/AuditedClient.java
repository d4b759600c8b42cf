package io.artstore.launcher.process;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A service account that talks to whichever process serves now. */
final class AuditedClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String accountId;
    private final String bearer;

    private AuditedClient(String accountId, String bearer) {
        this.accountId = accountId;
        this.bearer = bearer;
    }

    /** What a process said. */
    record Answer(int status, String body) {
        boolean successful() {
            return status >= 200 && status < 300;
        }

        JsonObject json() {
            return new JsonObject(body);
        }

        Answer orThrow() {
            if (!successful()) {
                throw new AssertionError("answered " + status + ": " + body);
            }
            return this;
        }
    }

    /** The client whose credentials these are. */
    static AuditedClient of(ArtStoreProcess artstore, JsonObject account) throws IOException {
        JsonObject credentials = new JsonObject()
                .put("client_id", account.getString("client_id"))
                .put("client_secret", account.getString("client_secret"));
        AuditedClient nobody = new AuditedClient("", "none");
        Answer grant = nobody.send(
                artstore.address("admin").resolve("/api/v1/auth/token"), "POST", requestId(), credentials.encode());
        return new AuditedClient(
                account.getString("id"), "Bearer " + grant.orThrow().json().getString("access_token"));
    }

    /** A new account with all rights, and without a limit that matters. */
    AuditedClient another(ArtStoreProcess artstore) throws IOException {
        return of(
                artstore,
                createAccount(artstore, requestId(), requestId()).orThrow().json());
    }

    static String requestId() {
        return UUID.randomUUID().toString();
    }

    String accountId() {
        return accountId;
    }

    Answer createAccount(ArtStoreProcess artstore, String name, String requestId) throws IOException {
        JsonObject account =
                new JsonObject().put("name", name).put("role", "admin").put("rate_limit", 10_000);
        return admin(artstore, "POST", "/api/v1/service-accounts", requestId, account.encode());
    }

    /** The account of that name, where there is one. */
    Optional<JsonObject> account(ArtStoreProcess artstore, String name) throws IOException {
        return get(artstore, "/api/v1/service-accounts?name=" + name).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .findFirst();
    }

    Answer get(ArtStoreProcess artstore, String path) throws IOException {
        return admin(artstore, "GET", path, requestId(), "").orThrow();
    }

    Answer admin(ArtStoreProcess artstore, String method, String path, String requestId, String body)
            throws IOException {
        return send(artstore.address("admin").resolve(path), method, requestId, body);
    }

    Answer file(ArtStoreProcess artstore, String method, String fileId, String requestId, String body)
            throws IOException {
        URI element = artstore.address("storage/storage_elem_01");
        return send(element.resolve("/api/v1/files/" + fileId), method, requestId, body);
    }

    private Answer send(URI uri, String method, String requestId, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Authorization", bearer)
                .header("X-Request-ID", requestId)
                .header("Content-Type", "application/json")
                .header("Content-Disposition", "attachment; filename=\"kept.json\"")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
