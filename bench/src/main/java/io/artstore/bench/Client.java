package io.artstore.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;

/** An application with the first service account's token. */
final class Client {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String bearer;

    private Client(String token) {
        this.bearer = "Bearer " + token;
    }

    static Client of(Server server) {
        JsonObject credentials = credentials(server);
        JsonObject request = new JsonObject()
                .put("client_id", credentials.getString("client_id"))
                .put("client_secret", credentials.getString("client_secret"));
        Client anonymous = new Client("");
        JsonObject tokens = anonymous.post(server.admin().resolve("/api/v1/auth/token"), request);
        return new Client(tokens.getString("access_token"));
    }

    static JsonObject credentials(Server server) {
        try {
            return new JsonObject(Files.readString(server.home().resolve("credentials.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of the Authorization header. */
    String bearer() {
        return bearer;
    }

    /** Fails unless the answer is 2xx. */
    JsonObject post(URI address, JsonObject body) {
        HttpResponse<String> answer = send(
                request(address, "POST", BodyPublishers.ofString(body.encode()))
                        .header("Content-Type", "application/json"),
                BodyHandlers.ofString());
        return new JsonObject(required(answer).body());
    }

    int status(URI address) {
        return send(request(address, "GET", BodyPublishers.noBody()), BodyHandlers.discarding())
                .statusCode();
    }

    /** Stores a document under an id; returns what the element says about it. */
    JsonObject put(URI address, BodyPublisher content) {
        return new JsonObject(required(send(
                        request(address, "PUT", content).header("Content-Type", "application/octet-stream"),
                        BodyHandlers.ofString()))
                .body());
    }

    <T> T get(URI address, BodyHandler<T> handler) {
        return required(send(request(address, "GET", BodyPublishers.noBody()), handler))
                .body();
    }

    private HttpRequest.Builder request(URI address, String method, BodyPublisher body) {
        return HttpRequest.newBuilder(address).header("Authorization", bearer).method(method, body);
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
        try {
            return http.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static <T> HttpResponse<T> required(HttpResponse<T> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer.uri() + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }
}
