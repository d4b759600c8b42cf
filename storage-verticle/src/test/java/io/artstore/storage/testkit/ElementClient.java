package io.artstore.storage.testkit;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls an element as an application would. */
public final class ElementClient {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI element;
    private final String token;

    public ElementClient(URI element, String token) {
        this.element = element;
        this.token = token;
    }

    /** An answer, its body as bytes, text or JSON. */
    public record Answer(int status, HttpResponse<byte[]> response) {
        public byte[] bytes() {
            return response.body();
        }

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public JsonObject json() {
            return new JsonObject(text());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        /** For success, where its status matters to no assertion of the test. */
        public Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + " but was " + status + ": " + text());
            }
            return this;
        }
    }

    public Answer upload(String filename, byte[] content) {
        return upload(new Multipart().file(filename, "application/octet-stream", content));
    }

    public Answer upload(Multipart form) {
        return post("/api/v1/files/upload", Multipart.CONTENT_TYPE, form.toBytes());
    }

    public Answer post(String path, String contentType, byte[] body) {
        return send(request(path)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    /** The id of a document just uploaded. */
    public String uploadedId(String filename, byte[] content) {
        return upload(filename, content).expect(201).json().getString("file_id");
    }

    public Answer get(String path, String... headers) {
        HttpRequest.Builder request = request(path).GET();
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    public Answer head(String path) {
        return send(request(path).method("HEAD", BodyPublishers.noBody()).build());
    }

    public Answer download(String fileId, String... headers) {
        return get("/api/v1/files/" + fileId + "/download", headers);
    }

    public Answer metadata(String fileId) {
        return get("/api/v1/files/" + fileId);
    }

    public Answer patch(String fileId, String json, String... headers) {
        HttpRequest.Builder request = request("/api/v1/files/" + fileId)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(json));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    public Answer put(String pathAfterFiles, byte[] body, String... headers) {
        HttpRequest.Builder request = request("/api/v1/files/" + pathAfterFiles).PUT(BodyPublishers.ofByteArray(body));
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    public Answer changeMode(String json) {
        return send(request("/api/v1/mode")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json))
                .build());
    }

    public Answer delete(String fileId, String... headers) {
        HttpRequest.Builder request = request("/api/v1/files/" + fileId).DELETE();
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    /** Gives a deleted document back. */
    public Answer restore(String fileIdAndQuery) {
        String[] parts = fileIdAndQuery.split("\\?", 2);
        String query = parts.length == 1 ? "" : "?" + parts[1];
        return send(request("/api/v1/trash/" + parts[0] + "/restore" + query)
                .POST(BodyPublishers.noBody())
                .build());
    }

    public String authorization() {
        return "Bearer " + token;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(element + path)).timeout(Duration.ofSeconds(60));
        return token.isEmpty() ? builder : builder.header("Authorization", authorization());
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
