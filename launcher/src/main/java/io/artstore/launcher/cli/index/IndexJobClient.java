package io.artstore.launcher.cli.index;

import io.artstore.launcher.cli.ClientCredentials;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Talks to admin and query over HTTP as any application does. Blocks. */
final class IndexJobClient {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int UNAUTHORIZED = 401;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI admin;
    private final URI query;
    private final ClientCredentials account;
    private String bearer = "";

    IndexJobClient(URI admin, URI query, ClientCredentials account) {
        this.admin = admin;
        this.query = query;
        this.account = account;
    }

    /** Begins a job of that kind. */
    JsonObject start(String kind) throws InterruptedException {
        authenticate();
        HttpRequest.Builder request = toQuery("/api/v1/index/" + kind).POST(BodyPublishers.noBody());
        return expect(202, send(request));
    }

    /** A job may outlive the token it was begun with. */
    JsonObject job(String id) throws InterruptedException {
        HttpResponse<String> answer = send(toQuery("/api/v1/index/jobs/" + id).GET());
        if (answer.statusCode() == UNAUTHORIZED) {
            authenticate();
            answer = send(toQuery("/api/v1/index/jobs/" + id).GET());
        }
        return expect(200, answer);
    }

    private void authenticate() throws InterruptedException {
        String body = new JsonObject()
                .put("grant_type", "client_credentials")
                .put("client_id", account.clientId())
                .put("client_secret", account.clientSecret())
                .encode();
        HttpRequest.Builder request = HttpRequest.newBuilder(admin.resolve("/api/v1/auth/token"))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        bearer = "Bearer " + expect(200, send(request)).getString("access_token");
    }

    private HttpRequest.Builder toQuery(String path) {
        return HttpRequest.newBuilder(query.resolve(path)).timeout(LIMIT).header("Authorization", bearer);
    }

    private HttpResponse<String> send(HttpRequest.Builder builder) throws InterruptedException {
        HttpRequest request = builder.build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(
                    request.uri() + " does not answer (" + e + "); is ArtStore serving there?", e);
        }
    }

    private static JsonObject expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.request().method() + " " + answer.uri() + " answered "
                    + answer.statusCode() + ": " + detail(answer.body()));
        }
        return new JsonObject(answer.body());
    }

    private static String detail(String body) {
        try {
            return new JsonObject(body).getString("detail", body);
        } catch (DecodeException | ClassCastException e) {
            return body;
        }
    }
}
