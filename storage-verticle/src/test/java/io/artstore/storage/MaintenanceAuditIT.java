package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.Eventually;
import io.artstore.storage.testkit.ElementExtension;
import io.artstore.storage.testkit.JobClient;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has an element looked after, and what was done then, stands in the audit log; without admin in the outbox. */
@ExtendWith(ElementExtension.class)
class MaintenanceAuditIT {
    private static final Map<String, String> KINDS = Map.of(
            "/api/v1/cache/verify", "verify",
            "/api/v1/cache/rebuild", "rebuild",
            "/api/v1/transactions/reconcile", "reconcile",
            "/api/v1/fixity/scrub", "scrub");

    private static RunningElement element;
    private static JobClient jobs;

    @BeforeAll
    static void start(RunningElement started) {
        element = started;
        jobs = new JobClient(element);
        element.as(Role.OPERATOR).uploadedId("a.txt", new byte[] {1, 2, 3});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/cache/verify",
                "/api/v1/cache/rebuild",
                "/api/v1/transactions/reconcile",
                "/api/v1/fixity/scrub"
            })
    void tellsWhoStartedAJobAndWhatItCameTo(String path) {
        JsonObject job = jobs.finished(path);

        JsonObject started = event("storage_job_start", job.getString("id"));
        assertThat(started.getJsonObject("actor").getString("id")).isEqualTo("sub-admin");
        assertThat(started.getJsonObject("data").getString("kind")).isEqualTo(KINDS.get(path));
        assertThat(started.getJsonObject("data").getString("storage_element_id"))
                .isEqualTo(RunningElement.ID);
        JsonObject ended = event("storage_job_end", job.getString("id"));
        assertThat(ended.getBoolean("success")).isTrue();
        assertThat(ended.getJsonObject("data").getString("state")).isEqualTo("finished");
        assertThat(ended.getJsonObject("data").getString("kind")).isEqualTo(KINDS.get(path));
        assertThat(ended.getJsonObject("data").getString("requested_by")).isEqualTo("admin-tester");
        assertThat(ended.getJsonObject("data").getLong("findings")).isEqualTo(job.getLong("findings"));
        assertThat(ended.getJsonObject("data").getJsonObject("counts")).isEqualTo(job.getJsonObject("counts"));
    }

    @Test
    void tellsWhatAReconcilePutAsideAndOnlyThat() throws IOException {
        Files.writeString(element.base().resolve("stranger.txt"), "nobody's");
        JsonObject looked = jobs.finished("/api/v1/transactions/reconcile", "{\"apply\":false}");
        assertThat(quarantined(looked)).isEqualTo("0");

        JsonObject applied = jobs.finished("/api/v1/transactions/reconcile", "{\"apply\":true}");

        assertThat(quarantined(applied)).isEqualTo("1");
        JsonObject event = new JsonObject(
                element.value(
                        "SELECT event FROM artstore.storage_elem_01_audit_outbox WHERE event ->> 'eventType' = 'file_quarantine'"));
        assertThat(event.getJsonObject("actor").getString("id")).isEqualTo("sub-admin");
        assertThat(event.getJsonObject("data").getString("rule")).isEqualTo("foreign_file");
        assertThat(event.getJsonObject("data").getJsonArray("paths")).isEqualTo(new JsonArray().add("stranger.txt"));
        assertThat(element.base().resolve(event.getJsonObject("data").getString("moved_to")))
                .isDirectory();
        assertThat(event("storage_job_start", applied.getString("id"))
                        .getJsonObject("data")
                        .getJsonObject("options")
                        .getBoolean("apply"))
                .isTrue();
    }

    @Test
    void tellsThatAJobDidNotEndByItself() {
        String job = "4b3f8f9e-0000-4000-8000-000000000001";
        element.execute("INSERT INTO artstore.storage_elem_01_jobs (id, kind, state, requested_by, options) VALUES ('"
                + job + "', 'verify', 'paused', 'somebody', '{}')");

        jobs.post("/api/v1/jobs/" + job + "/cancel").expect(202);

        Eventually.holds(() -> jobs.job(job).getString("finished_at") != null);
        JsonObject ended = event("storage_job_end", job);
        assertThat(ended.getBoolean("success")).isFalse();
        assertThat(ended.getString("errorMessage")).isEqualTo("cancelled by admin-tester");
        assertThat(ended.getJsonObject("data").getString("state")).isEqualTo("cancelled");
    }

    private static JsonObject event(String type, String job) {
        String found =
                element.value("SELECT event FROM artstore.storage_elem_01_audit_outbox WHERE event ->> 'eventType'"
                        + " = '" + type + "' AND event -> 'resource' ->> 'id' = '" + job + "'");
        assertThat(found).as(type).isNotNull();
        return new JsonObject(found);
    }

    private static String quarantined(JsonObject job) {
        return element.value("SELECT count(*) FROM artstore.storage_elem_01_audit_outbox WHERE event ->> 'eventType'"
                + " = 'file_quarantine' AND event -> 'data' ->> 'job_id' = '" + job.getString("id") + "'");
    }
}
