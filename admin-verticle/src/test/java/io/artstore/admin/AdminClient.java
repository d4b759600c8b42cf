package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.config.Settings;
import io.artstore.common.database.PgPools;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

/** A client of a running admin module over real sockets, with a side door to its database. */
final class AdminClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TestPlatform platform;
    private final Pool database;

    /** An answer; its body is empty where it was no JSON. */
    record Answer(int status, HttpHeaders headers, JsonObject body) {
        String header(String name) {
            return headers.firstValue(name).orElse(null);
        }
    }

    AdminClient(TestPlatform platform) {
        this.platform = platform;
        this.database = PgPools.open(platform.vertx(), Settings.adminDatabase(platform.config()), 2, "admin-test");
    }

    Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    Answer postJson(String path, JsonObject body, String... headers) {
        return post(path, "application/json", body.encode(), headers);
    }

    Answer post(String path, String type, String body, String... headers) {
        return send(request(path, headers).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    Answer send(String method, String path, JsonObject body, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.encode())));
    }

    /** Any method; the body may be null, the token too. */
    Answer call(String method, String path, String token, JsonObject body, String... headers) {
        HttpRequest.Builder request = request(path, headers)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request);
    }

    /** What is asked for at a path and below it, with one token. */
    record Resource(AdminClient admin, String path, String token) {
        Answer get(String below) {
            return admin.call("GET", path + below, token, null);
        }

        Answer post(String below, JsonObject body) {
            return admin.call("POST", path + below, token, body);
        }

        Answer put(String below, JsonObject body) {
            return admin.call("PUT", path + below, token, body);
        }

        Answer delete(String below) {
            return admin.call("DELETE", path + below, token, null);
        }

        /**
         * Fails unless each of these is 401 without a token and 403 with that one.
         *
         * @param routes methods and what is below the path, such as {@code GET /7}
         */
        void assertClosedTo(String stranger, List<String> routes) {
            for (String route : routes) {
                String[] words = route.split(" ", 2);
                String below = words.length == 2 ? words[1] : "";
                assertThat(admin.call(words[0], path + below, null, null).status())
                        .as(route)
                        .isEqualTo(401);
                assertThat(admin.call(words[0], path + below, stranger, null).status())
                        .as(route)
                        .isEqualTo(403);
            }
        }
    }

    Resource at(String path, String token) {
        return new Resource(this, path, token);
    }

    /**
     * All items of a list, page after page by cursor.
     *
     * @param list path and query
     * @param betweenPages happens after each page
     */
    List<JsonObject> itemsByCursor(String list, String token, Runnable betweenPages) {
        List<JsonObject> items = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonObject page =
                    call("GET", list + "&cursor=" + cursor, token, null).body();
            page.getJsonArray("items").forEach(item -> items.add((JsonObject) item));
            cursor = page.getString("next_cursor");
            betweenPages.run();
        }
        return items;
    }

    /** The first service account's, or any other's, access to the token endpoint. */
    Answer token(String clientId, String clientSecret) {
        return postJson(
                "/api/v1/auth/token",
                new JsonObject().put("client_id", clientId).put("client_secret", clientSecret));
    }

    Answer login(String username, String password) {
        return postJson(
                "/api/v1/auth/login", new JsonObject().put("username", username).put("password", password));
    }

    Answer refresh(String refreshToken) {
        return postJson("/api/v1/auth/refresh", new JsonObject().put("refresh_token", refreshToken));
    }

    Answer logout(String accessToken) {
        return postJson("/api/v1/auth/logout", new JsonObject(), "Authorization", "Bearer " + accessToken);
    }

    Answer me(String accessToken) {
        return get("/api/v1/auth/me", "Authorization", "Bearer " + accessToken);
    }

    List<Row> sql(String statement, Object... parameters) {
        return TestPlatform.await(
                database.preparedQuery(statement)
                        .execute(Tuple.from(parameters))
                        .map(rows ->
                                StreamSupport.stream(rows.spliterator(), false).toList()),
                LIMIT);
    }

    static JsonObject claims(String token) {
        return part(token, 1);
    }

    static JsonObject header(String token) {
        return part(token, 0);
    }

    private static JsonObject part(String token, int index) {
        return new JsonObject(
                new String(Base64.getUrlDecoder().decode(token.split("\\.")[index]), StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(platform.address("admin").resolve(path)).timeout(LIMIT);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            boolean json =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(
                    response.statusCode(),
                    response.headers(),
                    json && !response.body().isEmpty() ? new JsonObject(response.body()) : new JsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        TestPlatform.await(database.close(), LIMIT);
    }
}
