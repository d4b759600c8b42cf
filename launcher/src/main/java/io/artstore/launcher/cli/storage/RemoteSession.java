package io.artstore.launcher.cli.storage;

import io.artstore.launcher.cli.AccountClient;
import io.artstore.storage.domain.JobKind;
import io.vertx.core.json.JsonObject;
import java.net.URI;
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

    private final AccountClient client;
    private final URI element;

    /**
     * A session.
     *
     * @param client of an account that may manage the storage
     * @param element where the element listens
     */
    RemoteSession(AccountClient client, URI element) {
        this.client = client;
        this.element = element;
    }

    @Override
    public String description() {
        return "the element is served; asking " + element;
    }

    @Override
    public JobStatus start(JobKind kind, Map<String, Object> options) {
        return status(client.begin(element.resolve(ROUTES.get(kind)), new JsonObject(options)));
    }

    @Override
    public JobStatus status(String id) {
        return status(client.get(element.resolve("/api/v1/jobs/" + id)));
    }

    @Override
    public Findings findings(String id, Optional<String> cursor) {
        String from = cursor.map(value -> "&cursor=" + value).orElse("");
        JsonObject page = client.get(element.resolve("/api/v1/jobs/" + id + "/findings?limit=1000" + from));
        List<FoundLine> lines = new ArrayList<>();
        page.getJsonArray("findings").forEach(found -> lines.add(line((JsonObject) found)));
        return new Findings(lines, Optional.ofNullable(page.getString("next_cursor")));
    }

    @Override
    public void close() {
        // The JDK's client of Java 17 has nothing to close.
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
