package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.storage.IntegrityFailure;
import io.artstore.common.security.Role;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.Heard;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The scrub finds what is damaged, whoever reads is kept from it, and nothing but a verification takes the flag away. */
class ScrubIT {
    private static final byte[] CONTENT = new byte[100_000];
    private static final String NEVER = "00000000-0000-4000-8000-000000000000";

    private static TestPlatform.Builder builder;
    private static RunningElement element;

    @BeforeAll
    static void start() {
        builder = RunningElement.builder().set("artstore.storage.elements[0].scrub.bytes-per-second", "0");
        element = RunningElement.start(builder);
    }

    @AfterAll
    static void stop() {
        element.close();
    }

    @Test
    void findsAFlippedByteACutFileAndAMissingOneAndSendsNothingWrong() throws IOException {
        ElementClient admin = element.as(Role.ADMIN);
        String sound = admin.uploadedId("sound", CONTENT);
        String empty = admin.uploadedId("empty", new byte[0]);
        String flipped = admin.uploadedId("flipped", CONTENT);
        String cut = admin.uploadedId("cut", CONTENT);
        String missing = admin.uploadedId("missing", CONTENT);
        Files.write(element.dataOf(flipped), flip());
        Files.write(element.dataOf(cut), Arrays.copyOf(CONTENT, CONTENT.length - 1));
        Files.delete(element.dataOf(missing));
        List<IntegrityFailure> alarms = Heard.events(element, IntegrityFailure.EVENT, IntegrityFailure::fromEvent);

        JsonObject job = scrub("");

        assertThat(job.getString("state")).isEqualTo("finished");
        assertThat(job.getBoolean("clean")).isFalse();
        assertThat(job.getJsonObject("counts")).isEqualTo(new JsonObject("{\"damaged\":3,\"intact\":2}"));
        Map<String, String> expected =
                new TreeMap<>(Map.of(flipped, "digest_mismatch", cut, "size_mismatch", missing, "data_missing"));
        assertThat(findings(job)).isEqualTo(expected);
        Eventually.holds(() -> alarms.size() == 3);
        assertThat(alarms).allMatch(alarm -> alarm.foundBy().equals("scrub"));
        refused(flipped, "wrong_digest");
        refused(cut, "wrong_size");
        refused(missing, "missing");
        known(sound, "intact");
        known(empty, "intact");
        assertThat(admin.download(sound).expect(200).bytes()).isEqualTo(CONTENT);
        assertThat(Files.readAllBytes(element.dataOf(flipped))).isEqualTo(flip());
        repairedDocumentsAreSentAfterAVerification(flipped, cut, missing);
    }

    private static byte[] flip() {
        byte[] flipped = CONTENT.clone();
        flipped[50_000] ^= 1;
        return flipped;
    }

    private static void refused(String id, String damage) {
        Answer answer = element.as(Role.USER).download(id);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().getString("code")).isEqualTo("DOCUMENT_DAMAGED");
        assertThat(answer.json().getString("damage")).isEqualTo(damage);
        assertThat(element.as(Role.USER).download(id, "Range", "bytes=0-9").status())
                .isEqualTo(503);
        known(id, "damaged");
    }

    private static JsonObject known(String id, String status) {
        JsonObject known = element.as(Role.READONLY)
                .get("/api/v1/files/" + id + "/fixity")
                .expect(200)
                .json();
        assertThat(known.fieldNames())
                .containsExactly(
                        "file_id", "checksum", "status", "last_verified_at", "damage", "damaged_since", "detail");
        assertThat(known.getString("status")).isEqualTo(status);
        return known;
    }

    private static void repairedDocumentsAreSentAfterAVerification(String flipped, String cut, String missing)
            throws IOException {
        element.platform().stop();
        element = RunningElement.start(builder);
        ElementClient admin = element.as(Role.ADMIN);
        refused(flipped, "wrong_digest");
        assertThat(damaged(admin)).containsExactlyInAnyOrder(flipped, cut, missing);

        for (String id : List.of(flipped, cut, missing)) {
            Files.write(element.dataOf(id), CONTENT);
        }
        refused(flipped, "wrong_digest");
        assertThat(element.as(Role.OPERATOR)
                        .post("/api/v1/files/" + flipped + "/fixity", "application/json", new byte[0])
                        .status())
                .isEqualTo(403);
        JsonObject verified = admin.post("/api/v1/files/" + flipped + "/fixity", "application/json", new byte[0])
                .expect(200)
                .json();

        assertThat(verified.getString("status")).isEqualTo("intact");
        assertThat(admin.download(flipped).expect(200).bytes()).isEqualTo(CONTENT);
        refused(cut, "wrong_size");
        assertThat(scrub("?damaged_only=true").getJsonObject("counts")).isEqualTo(new JsonObject("{\"intact\":2}"));
        assertThat(admin.download(cut).expect(200).bytes()).isEqualTo(CONTENT);
        assertThat(damaged(admin)).isEmpty();
        healthyElementIsClean(admin);
    }

    private static void healthyElementIsClean(ElementClient admin) {
        JsonObject job = scrub("");
        JsonObject overview = admin.get("/api/v1/fixity").expect(200).json();

        assertThat(job.getBoolean("clean")).isTrue();
        assertThat(job.getJsonObject("progress").getLong("documents_done")).isEqualTo(5);
        assertThat(job.getJsonObject("progress").getLong("bytes_done")).isEqualTo(4L * CONTENT.length);
        assertThat(overview.getLong("documents")).isEqualTo(5);
        assertThat(overview.getLong("verified_30_days")).isEqualTo(5);
        assertThat(overview.getLong("damaged")).isZero();
        assertThat(overview.getJsonObject("scrub").getString("completed_at")).isNotNull();
        assertThat(admin.get("/metrics").text())
                .contains("artstore_storage_fixity_verified_ratio{days=\"30\",element=\"storage_elem_01\"} 1.0")
                .contains("artstore_storage_fixity_damaged_documents{element=\"storage_elem_01\"} 0.0");
        assertThat(admin.get("/api/v1/files/" + NEVER + "/fixity").status()).isEqualTo(404);
        assertThat(admin.post("/api/v1/files/" + NEVER + "/fixity", "application/json", new byte[0])
                        .status())
                .isEqualTo(404);
    }

    @Test
    void isPausedStoppedWithTheProcessAndGoesOnWhereItWas() {
        TestPlatform.Builder slow =
                RunningElement.builder().set("artstore.storage.elements[0].scrub.bytes-per-second", "1MB");
        RunningElement other = RunningElement.start(slow);
        ElementClient admin = other.as(Role.ADMIN);
        for (int i = 0; i < 200; i++) {
            admin.uploadedId("document-" + i, new byte[1]);
        }
        String id = begin(admin, "").getString("id");
        Eventually.holds(() -> done(admin, id) >= 64);

        assertThat(admin.post("/api/v1/fixity/scrub", "application/json", new byte[0])
                        .status())
                .isEqualTo(409);
        admin.post("/api/v1/jobs/" + id + "/pause", "application/json", new byte[0])
                .expect(202);
        other.platform().stop();
        other = RunningElement.start(slow.set("artstore.storage.elements[0].scrub.bytes-per-second", "0"));
        ElementClient again = other.as(Role.ADMIN);
        JsonObject paused = job(again, id);
        assertThat(paused.getString("state")).isEqualTo("paused");
        assertThat(paused.getJsonObject("progress").getLong("documents_done")).isBetween(64L, 199L);
        again.post("/api/v1/jobs/" + id + "/resume", "application/json", new byte[0])
                .expect(202);
        Eventually.holds(() -> job(again, id).getString("state").equals("finished"));

        assertThat(other.value("SELECT count(*) FROM artstore.storage_elem_01_fixity WHERE verified_by = 'scrub'"))
                .isEqualTo("200");
        other.close();
    }

    private static long done(ElementClient client, String id) {
        return job(client, id).getJsonObject("progress").getLong("documents_done");
    }

    private static JsonObject begin(ElementClient admin, String query) {
        return admin.post("/api/v1/fixity/scrub" + query, "application/json", new byte[0])
                .expect(202)
                .json();
    }

    /** Runs a scrub to its end. */
    private static JsonObject scrub(String query) {
        ElementClient admin = element.as(Role.ADMIN);
        String id = begin(admin, query).getString("id");
        Eventually.holds(() -> !job(admin, id).getString("state").equals("running"));
        return job(admin, id);
    }

    private static JsonObject job(ElementClient client, String id) {
        return client.get("/api/v1/jobs/" + id).expect(200).json();
    }

    private static Map<String, String> findings(JsonObject job) {
        JsonArray findings = element.as(Role.ADMIN)
                .get("/api/v1/jobs/" + job.getString("id") + "/findings")
                .expect(200)
                .json()
                .getJsonArray("findings");
        Map<String, String> rules = new TreeMap<>();
        for (int i = 0; i < findings.size(); i++) {
            rules.put(
                    findings.getJsonObject(i).getString("file_id"),
                    findings.getJsonObject(i).getString("rule"));
        }
        return rules;
    }

    private static List<String> damaged(ElementClient admin) {
        JsonObject page = admin.get("/api/v1/fixity/damaged").expect(200).json();
        assertThat(page.getString("next_cursor")).isNull();
        return page.getJsonArray("documents").stream()
                .map(document -> ((JsonObject) document).getString("file_id"))
                .toList();
    }
}
