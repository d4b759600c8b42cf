package io.artstore.launcher.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;

/**
 * Asks a running installation over HTTP as an account, as any application does. Blocks.
 *
 * <p>It gets itself a token, and another when that one has ended: what a command waits for may outlive its token. Whatever
 * is not answered as expected is an {@link IllegalStateException} that says what was asked, and what came.
 */
public final class AccountClient {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(1);
    private static final int UNAUTHORIZED = 401;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    private final URI admin;
    private final ClientCredentials account;
    private final String whenUnreachable;
    private String bearer = "";

    /**
     * A client without a token yet.
     *
     * @param admin where tokens are given
     * @param whenUnreachable what to do where nobody answers, for the message
     */
    public AccountClient(URI admin, ClientCredentials account, String whenUnreachable) {
        this.admin = Objects.requireNonNull(admin, "admin");
        this.account = Objects.requireNonNull(account, "account");
        this.whenUnreachable = Objects.requireNonNull(whenUnreachable, "whenUnreachable");
    }

    /** Reads; anything but 200 is a failure. */
    public JsonObject get(URI address) {
        return call(request(address).GET(), 200);
    }

    /** Begins something that needs no word more; anything but 202 is a failure. */
    public JsonObject begin(URI address) {
        return call(request(address).POST(BodyPublishers.noBody()), 202);
    }

    /** Begins something as the options say; anything but 202 is a failure. */
    public JsonObject begin(URI address, JsonObject options) {
        return call(withJson(address, options), 202);
    }

    private JsonObject call(HttpRequest.Builder request, int expected) {
        if (bearer.isEmpty()) {
            authenticate();
        }
        HttpResponse<String> answer = sendAuthorized(request);
        if (answer.statusCode() == UNAUTHORIZED) {
            authenticate();
            answer = sendAuthorized(request);
        }
        return expect(expected, answer);
    }

    private void authenticate() {
        JsonObject grant = new JsonObject()
                .put("grant_type", "client_credentials")
                .put("client_id", account.clientId())
                .put("client_secret", account.clientSecret());
        HttpRequest request =
                withJson(admin.resolve("/api/v1/auth/token"), grant).build();
        bearer = "Bearer " + expect(200, send(request)).getString("access_token");
    }

    private static HttpRequest.Builder withJson(URI address, JsonObject content) {
        BodyPublisher body = BodyPublishers.ofString(content.encode());
        return request(address).header("Content-Type", "application/json").POST(body);
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(ANSWER_LIMIT);
    }

    private HttpResponse<String> sendAuthorized(HttpRequest.Builder request) {
        return send(request.setHeader("Authorization", bearer).build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(request.uri() + " does not answer (" + e + "); " + whenUnreachable, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
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
