package io.artstore.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.config.Settings;
import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Signing keys are rotated and the process restarts while applications ask every module: nobody's valid token is refused.
 *
 * <p>By default some seconds long; {@code -Drotation.pause=5000} makes it half a minute.
 */
class RotationUnderLoadIT {
    private static final int CLIENTS = 4;
    private static final int ROTATIONS = 5;
    private static final int TOKENS_KEPT = 20;
    /** Long enough that the news of a key has reached everybody before it signs. */
    private static final Duration PAUSE = Duration.ofMillis(Long.getLong("rotation.pause", 1_000));

    private static final List<String> LISTENERS = List.of("admin", "storage/storage_elem_01", "query");
    private static final Map<String, String> PATHS = Map.of(
            "admin", "/api/v1/auth/me",
            "storage/storage_elem_01", "/api/v1/files/?limit=1",
            "query", "/api/search/suggest?q=contract");

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestPlatform.Builder builder = TestPlatform.builder();
    private final AtomicReference<TestPlatform> platform = new AtomicReference<>();
    private final Queue<String> tokens = new ConcurrentLinkedQueue<>();
    private final Map<Integer, AtomicLong> answers = new ConcurrentHashMap<>();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();

    @AfterEach
    void close() {
        platform.get().close();
    }

    @Test
    void noValidTokenIsRefusedWhileKeysRotateAndTheProcessRestarts() throws Exception {
        platform.set(builder.start());
        tokens.add(platform.get().token());
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            clients.execute(this::askUntilOver);
        }

        for (int rotation = 1; rotation <= ROTATIONS; rotation++) {
            rotate();
            if (rotation == ROTATIONS / 2) {
                restart();
            }
        }

        over.set(true);
        clients.shutdown();
        assertThat(clients.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(refusals).isEmpty();
        assertThat(answers.keySet()).isSubsetOf(200, 503);
        assertThat(answers.get(200).get()).isGreaterThan(100);
        assertThat(tokens.stream().map(RotationUnderLoadIT::keyId).distinct()).hasSize(ROTATIONS + 1);
    }

    private void rotate() throws Exception {
        HttpResponse<String> rotated = post(
                "/api/v1/jwt-keys/rotate",
                new JsonObject().put("force", true),
                platform.get().token());
        assertThat(rotated.statusCode()).isEqualTo(200);
        Thread.sleep(PAUSE.toMillis());
        letThePublishDelayPass();
        readKeysAgain();
        keepNew(platform.get().token());
        Thread.sleep(PAUSE.toMillis());
    }

    /** As if every key were ten minutes older, so that the newest one signs. */
    private void letThePublishDelayPass() throws Exception {
        DatabaseSettings database = Settings.adminDatabase(platform.get().config());
        String url = "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name();
        try (Connection connection = DriverManager.getConnection(url, database.username(), database.password())) {
            connection
                    .createStatement()
                    .executeUpdate("UPDATE jwt_keys SET created_at = created_at - interval '10 minutes'");
        }
    }

    /** Admin reads its keys when somebody asks for them. */
    private void readKeysAgain() throws Exception {
        URI keySet = platform.get().address("admin").resolve("/.well-known/jwks.json");
        assertThat(http.send(HttpRequest.newBuilder(keySet).build(), BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    private void restart() {
        platform.get().stop();
        platform.set(builder.startAgain());
        keepNew(platform.get().token());
    }

    private void keepNew(String token) {
        tokens.add(token);
        if (tokens.size() > TOKENS_KEPT) {
            tokens.remove();
        }
    }

    private static String keyId(String token) {
        byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
        return new JsonObject(Buffer.buffer(header)).getString("kid");
    }

    private void askUntilOver() {
        while (!over.get()) {
            for (String token : tokens) {
                LISTENERS.forEach(listener -> ask(listener, token));
            }
        }
    }

    private void ask(String listener, String token) {
        try {
            HttpResponse<String> answer =
                    http.send(request(listener, PATHS.get(listener), token).build(), BodyHandlers.ofString());
            answers.computeIfAbsent(answer.statusCode(), status -> new AtomicLong())
                    .incrementAndGet();
            if (answer.statusCode() == 401) {
                refusals.add(listener + ": " + answer.body());
            }
        } catch (IOException e) {
            // The process restarts; whoever has no answer asks again.
            answers.computeIfAbsent(503, status -> new AtomicLong()).incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> post(String path, JsonObject body, String token) throws Exception {
        return http.send(
                request("admin", path, token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.encode()))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String listener, String path, String token) {
        URI address = platform.get().address(listener);
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token);
    }
}
