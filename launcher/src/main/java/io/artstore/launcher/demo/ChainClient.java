package io.artstore.launcher.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;

/** An outside client of the three modules: plain HTTP, nothing of the server's own code. Blocks. */
final class ChainClient {
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI admin;
    private final URI element;
    private final URI query;
    private String bearer = "";

    ChainClient(URI admin, URI element, URI query) {
        this.admin = admin;
        this.element = element;
        this.query = query;
    }

    /** Client credentials for an access token, which later calls carry. */
    void authenticate(String clientId, String clientSecret) {
        String body = new JsonObject()
                .put("grant_type", "client_credentials")
                .put("client_id", clientId)
                .put("client_secret", clientSecret)
                .encode();
        HttpRequest request = request(admin, "/api/v1/auth/token")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        bearer = "Bearer "
                + json(expect(200, send(request, BodyHandlers.ofString()))).getString("access_token");
    }

    /** Streams a file to the element as multipart/form-data; returns the element's answer. */
    JsonObject upload(DemoDocument document, String description) throws IOException {
        String boundary = "artstore-demo-" + UUID.randomUUID();
        String quotedName = document.filename().replace("\\", "\\\\").replace("\"", "%22");
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"description\"\r\n\r\n" + description
                + "\r\n--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + quotedName
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofString(head, StandardCharsets.UTF_8),
                BodyPublishers.ofFile(document.file()),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        HttpRequest request = request(element, "/api/v1/files/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body)
                .build();
        return json(expect(201, send(request, BodyHandlers.ofString())));
    }

    /** Whether the index knows the document. */
    boolean indexed(String fileId) {
        HttpRequest request = request(query, "/api/search/" + fileId).GET().build();
        return send(request, BodyHandlers.discarding()).statusCode() == 200;
    }

    /** Whether a full-text search for the words finds the document. */
    boolean finds(String words, String fileId) {
        String body =
                new JsonObject().put("query", words).put("mode", "fulltext").encode();
        HttpRequest request = request(query, "/api/search")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        JsonArray results =
                json(expect(200, send(request, BodyHandlers.ofString()))).getJsonArray("results");
        return results.stream().map(JsonObject.class::cast).anyMatch(hit -> fileId.equals(hit.getString("id")));
    }

    /** Downloads through query without keeping the bytes; returns their SHA-256. */
    String downloadedSha256(String fileId) throws IOException {
        HttpRequest request = request(query, "/api/download/" + fileId).GET().build();
        HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
        MessageDigest digest = Digests.sha256();
        try (InputStream in = new DigestInputStream(response.body(), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        if (response.statusCode() != 200) {
            throw new DemoException("GET " + response.uri() + " answered " + response.statusCode());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    void delete(String fileId) {
        HttpRequest request =
                request(element, "/api/v1/files/" + fileId).DELETE().build();
        expect(204, send(request, BodyHandlers.ofString()));
    }

    private HttpRequest.Builder request(URI base, String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER_LIMIT);
        return bearer.isEmpty() ? builder : builder.header("Authorization", bearer);
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new DemoException(request.method() + " " + request.uri() + " failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted");
        }
    }

    private static String expect(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new DemoException(response.request().method() + " " + response.uri() + " answered "
                    + response.statusCode() + " instead of " + status + ": " + response.body());
        }
        return response.body();
    }

    private static JsonObject json(String body) {
        return new JsonObject(body);
    }
}
