package io.artstore.launcher.cli.storage;

import io.artstore.launcher.cli.ClientCredentials;
import io.artstore.storage.domain.JobKind;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The job runs in the process that serves the element, asked over HTTP like anyone would. */
final class RemoteSession implements MaintenanceSession {
    private static final Map<JobKind, String> ROUTES = Map.of(
            JobKind.VERIFY, "/api/v1/cache/verify",
            JobKind.REBUILD, "/api/v1/cache/rebuild",
            JobKind.RECONCILE, "/api/v1/transactions/reconcile");
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(1);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    private final URI admin;
    private final URI element;
    private final ClientCredentials account;
    private String bearer = "";

    /**
     * A session.
     *
     * @param account that may manage the storage
     */
    RemoteSession(URI admin, URI element, ClientCredentials account) {
        this.admin = admin;
        this.element = element;
        this.account = account;
        authenticate();
    }

    @Override
    public String description() {
        return "the element is served; asking " + element;
    }

    @Override
    public JobStatus start(JobKind kind, Map<String, Object> options) {
        HttpRequest.Builder request = request(ROUTES.get(kind))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(new JsonObject(options).encode()));
        return status(call(request, 202));
    }

    @Override
    public JobStatus status(String id) {
        return status(call(request("/api/v1/jobs/" + id).GET(), 200));
    }

    @Override
    public Findings findings(String id, Optional<String> cursor) {
        String from = cursor.map(value -> "&cursor=" + value).orElse("");
        JsonObject page = call(
                request("/api/v1/jobs/" + id + "/findings?limit=1000" + from).GET(), 200);
        List<FoundLine> lines = new ArrayList<>();
        page.getJsonArray("findings").forEach(found -> lines.add(line((JsonObject) found)));
        return new Findings(lines, Optional.ofNullable(page.getString("next_cursor")));
    }

    @Override
    public void close() {
        // The JDK's client of Java 17 has nothing to close.
    }

    private void authenticate() {
        String body = new JsonObject()
                .put("grant_type", "client_credentials")
                .put("client_id", account.clientId())
                .put("client_secret", account.clientSecret())
                .encode();
        HttpRequest request = HttpRequest.newBuilder(admin.resolve("/api/v1/auth/token"))
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        bearer = "Bearer " + expect(200, send(request)).getString("access_token");
    }

    /** A job may outlive its token. */
    private JsonObject call(HttpRequest.Builder request, int expected) {
        HttpResponse<String> answer =
                send(request.setHeader("Authorization", bearer).build());
        if (answer.statusCode() == 401) {
            authenticate();
            answer = send(request.setHeader("Authorization", bearer).build());
        }
        return expect(expected, answer);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(element.resolve(path)).timeout(ANSWER_LIMIT);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(
                    request.uri() + " does not answer (" + e + "); name the right address with --url or --admin-url",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static JsonObject expect(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new IllegalStateException(response.request().method() + " " + response.uri() + " answered "
                    + response.statusCode() + ": " + response.body());
        }
        return new JsonObject(response.body());
    }

    private static JobStatus status(JsonObject job) {
        JsonObject progress = job.getJsonObject("progress");
        Long total = progress.getLong("documents_total");
        Double eta = progress.getDouble("eta_seconds");
        Map<String, Long> counts = new LinkedHashMap<>();
        job.getJsonObject("counts")
                .forEach(count -> counts.put(count.getKey(), ((Number) count.getValue()).longValue()));
        return new JobStatus(
                job.getString("id"),
                job.getString("state"),
                progress.getLong("documents_done"),
                total == null ? OptionalLong.empty() : OptionalLong.of(total),
                progress.getDouble("documents_per_second"),
                Optional.ofNullable(eta).map(seconds -> Duration.ofMillis(Math.round(seconds * 1000))),
                counts,
                job.getLong("findings"),
                Optional.ofNullable(job.getString("failure")));
    }

    private static FoundLine line(JsonObject found) {
        return new FoundLine(
                found.getString("rule"),
                Optional.ofNullable(found.getString("path")),
                Optional.ofNullable(found.getString("file_id")),
                found.getString("detail"),
                Optional.ofNullable(found.getString("action")));
    }
}
