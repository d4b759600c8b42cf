package io.artstore.launcher.chaos;

import io.artstore.common.testkit.TestPlatform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;

/** An ArtStore that is restarted under its clients, who look up where it listens with every request. */
final class Installation implements AutoCloseable {
    static final String ELEMENT = "storage/storage_elem_01";
    static final String QUERY = "query";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int NONE = 0;

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestPlatform.Builder builder;
    private final Consumer<TestPlatform> onStart;
    private volatile TestPlatform platform;
    private volatile String token;

    /**
     * What a server said.
     *
     * @param status 0 where there was no answer
     */
    record Answer(int status, String body) {
        boolean successful() {
            return status >= 200 && status < 300;
        }

        /** Nobody knows what became of the request. */
        boolean inDoubt() {
            return status == NONE || status >= 500;
        }
    }

    /**
     * Starts.
     *
     * @param onStart called with the platform now and after each restart
     */
    Installation(TestPlatform.Builder builder, Consumer<TestPlatform> onStart) {
        this.builder = builder;
        this.onStart = onStart;
        take(builder.start());
    }

    TestPlatform platform() {
        return platform;
    }

    void restart() {
        platform.stop();
        take(builder.startAgain());
    }

    @Override
    public void close() {
        platform.close();
    }

    Answer get(String listener, String path) {
        return send(listener, "GET", path, BodyPublishers.noBody());
    }

    Answer send(String listener, String method, String path, BodyPublisher body) {
        return send(listener, method, path, "application/json", body);
    }

    Answer send(String listener, String method, String path, String contentType, BodyPublisher body) {
        URI address = platform.context().addresses().all().get(listener);
        if (address == null) {
            return new Answer(NONE, "nobody listens");
        }
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", contentType)
                .method(method, body)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            return new Answer(NONE, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void take(TestPlatform started) {
        onStart.accept(started);
        token = started.token();
        platform = started;
    }
}
