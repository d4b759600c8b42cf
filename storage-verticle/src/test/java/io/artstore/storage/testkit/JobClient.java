package io.artstore.storage.testkit;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.Eventually;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Asks an element for long work, as an administrator, and waits for its end. */
public final class JobClient {
    private final ElementClient client;

    public JobClient(RunningElement element) {
        this.client = element.as(Role.ADMIN);
    }

    public Answer get(String path) {
        return client.get(path);
    }

    public Answer post(String path) {
        return post(path, "{}");
    }

    public Answer post(String path, String json) {
        return client.post(path, "application/json", json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Begins a job and returns it when it has ended. */
    public JsonObject finished(String path) {
        return finished(path, "{}");
    }

    public JsonObject finished(String path, String json) {
        return ended(post(path, json).expect(202).json().getString("id"));
    }

    /** The job when it has ended. */
    public JsonObject ended(String id) {
        Eventually.holds(() -> job(id).getString("finished_at") != null);
        return job(id);
    }

    public JsonObject job(String id) {
        return client.get("/api/v1/jobs/" + id).expect(200).json();
    }

    /** Everything a job found. */
    public List<JsonObject> findings(JsonObject job) {
        List<JsonObject> findings = new ArrayList<>();
        client.get("/api/v1/jobs/" + job.getString("id") + "/findings?limit=1000")
                .expect(200)
                .json()
                .getJsonArray("findings")
                .forEach(finding -> findings.add((JsonObject) finding));
        return findings;
    }

    /** What it found, as rule and document. */
    public List<String> rules(JsonObject job) {
        return findings(job).stream()
                .map(finding -> finding.getString("rule") + " " + finding.getString("file_id"))
                .toList();
    }
}
