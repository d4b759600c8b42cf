package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.JobClient;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Disk and rows compared by a job, and jobs as a resource. */
class VerificationIT {
    private static final byte[] CONTENT = {1, 2, 3};

    private final TestPlatform.Builder builder = RunningElement.builder();
    private RunningElement element;
    private ElementClient user;
    private JobClient jobs;

    @BeforeEach
    void start() {
        take(RunningElement.start(builder));
    }

    @AfterEach
    void stop() {
        element.close();
    }

    @Test
    void isCleanWhereNothingIsWrong() {
        user.uploadedId("письмо.txt", CONTENT);
        String edited = user.uploadedId("b.txt", CONTENT);
        user.patch(edited, "{\"description\":\"d\",\"metadata\":{\"n\":1.50,\"tags\":[\"x\"]}}")
                .expect(200);

        JsonObject job = jobs.finished("/api/v1/cache/verify");

        assertThat(job.getString("kind")).isEqualTo("verify");
        assertThat(job.getString("state")).isEqualTo("finished");
        assertThat(job.getBoolean("clean")).isTrue();
        assertThat(job.getString("requested_by")).isEqualTo("admin-tester");
        JsonObject progress = job.getJsonObject("progress");
        assertThat(progress.getLong("documents_done")).isEqualTo(2);
        assertThat(progress.getLong("documents_total")).isEqualTo(2);
        assertThat(progress.getLong("bytes_done")).isEqualTo(6);
        assertThat(progress.getDouble("eta_seconds")).isZero();
    }

    @Test
    void namesEveryWayInWhichDiskAndRowsDiffer() throws IOException {
        String rowMissing = user.uploadedId("row-missing.txt", CONTENT);
        String rowDifferent = user.uploadedId("row-different.txt", CONTENT);
        String withoutFile = user.uploadedId("row-without-file.txt", CONTENT);
        String attributesMissing = user.uploadedId("attributes-missing.txt", CONTENT);
        String attributesDamaged = user.uploadedId("attributes-damaged.txt", CONTENT);
        String dataMissing = user.uploadedId("data-missing.txt", CONTENT);
        String truncated = user.uploadedId("size-mismatch.txt", CONTENT);
        String sound = user.uploadedId("sound.txt", CONTENT);
        Files.delete(element.dataOf(withoutFile));
        Files.delete(element.attributesOf(withoutFile));
        Files.delete(element.attributesOf(attributesMissing));
        Files.writeString(element.attributesOf(attributesDamaged), "{\"file_id\": ");
        Files.delete(element.dataOf(dataMissing));
        Files.write(element.dataOf(truncated), new byte[] {1});
        element.execute("DELETE FROM storage_elem_01_files WHERE file_id = '" + rowMissing + "'");
        element.execute("UPDATE storage_elem_01_files SET version = '2' WHERE file_id = '" + rowDifferent + "'");

        JsonObject job = jobs.finished("/api/v1/cache/verify");

        assertThat(job.getBoolean("clean")).isFalse();
        assertThat(jobs.rules(job))
                .containsExactlyInAnyOrder(
                        "row_missing " + rowMissing,
                        "row_different " + rowDifferent,
                        "row_without_file " + withoutFile,
                        "attributes_missing " + attributesMissing,
                        "attributes_damaged " + attributesDamaged,
                        "data_missing " + dataMissing,
                        "size_mismatch " + truncated);
        assertThat(user.download(sound).expect(200).bytes()).isEqualTo(CONTENT);
        assertThat(user.metadata(rowMissing).status()).as("nothing was changed").isEqualTo(404);
    }

    @Test
    void knowsTwoAttributeFilesWithOneIdAndFilesThatWereCarriedElsewhere() throws IOException {
        String id = user.uploadedId("a.txt", CONTENT);
        Path data = element.dataOf(id);
        Path copies = Files.createDirectories(element.base().resolve("2020/01/01/01"));
        Files.copy(data, copies.resolve(data.getFileName()));
        Files.copy(element.attributesOf(id), copies.resolve(data.getFileName() + ".attr.json"));
        Path honest = Files.createDirectories(element.base().resolve("2020/01/01/02"));
        Files.copy(data, honest.resolve(data.getFileName()));
        Files.writeString(
                honest.resolve(data.getFileName() + ".attr.json"),
                Files.readString(element.attributesOf(id))
                        .replaceFirst("\"storage_path\": \"[^\"]*\"", "\"storage_path\": \"2020/01/01/02/\""));

        JsonObject job = jobs.finished("/api/v1/cache/verify");

        assertThat(jobs.rules(job)).containsExactlyInAnyOrder("attributes_misplaced " + id, "duplicate_id " + id);
    }

    @Test
    void isNotMisledByUploadsEditsAndDeletions() throws InterruptedException {
        ElementClient operator = element.as(Role.OPERATOR);
        AtomicBoolean over = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            while (!over.get()) {
                String id = operator.uploadedId("w.txt", CONTENT);
                operator.patch(id, "{\"version\":\"1\"}").expect(200);
                operator.delete(id).expect(204);
                operator.uploadedId("stays.txt", CONTENT);
            }
        });
        writer.start();
        try {
            for (int round = 0; round < 5; round++) {
                JsonObject job = jobs.finished("/api/v1/cache/verify");

                assertThat(jobs.rules(job)).isEmpty();
            }
        } finally {
            over.set(true);
            writer.join();
        }
    }

    @Test
    void onlyOperatorsOfTheStorageMayAskAndEveryOtherQuestionIsRefusedClearly() {
        Answer absent = jobs.get("/api/v1/jobs/" + UUID.randomUUID());
        Answer badCursor = jobs.get("/api/v1/jobs?cursor=x");
        Answer badLimit = jobs.get("/api/v1/jobs?limit=1001");
        Answer user = element.as(Role.OPERATOR).post("/api/v1/cache/verify", "application/json", new byte[0]);

        assertThat(absent.status()).isEqualTo(404);
        assertThat(badCursor.status()).isEqualTo(422);
        assertThat(badCursor.text()).contains("is not a cursor of this list");
        assertThat(badLimit.status()).isEqualTo(422);
        assertThat(user.status()).isEqualTo(403);
        assertThat(user.text()).contains("storage.manage");
    }

    @Test
    void listsJobsAndFindingsPageByPage() throws IOException {
        for (int i = 0; i < 3; i++) {
            Files.delete(element.dataOf(user.uploadedId("f" + i, CONTENT)));
        }
        String first = jobs.finished("/api/v1/cache/verify").getString("id");
        String second = jobs.finished("/api/v1/cache/verify").getString("id");

        JsonObject page =
                jobs.get("/api/v1/jobs?limit=1&kind=verify&state=finished").json();
        JsonObject next = jobs.get("/api/v1/jobs?limit=1&cursor=" + page.getString("next_cursor"))
                .json();
        JsonObject findings =
                jobs.get("/api/v1/jobs/" + first + "/findings?limit=2").json();
        JsonObject rest = jobs.get("/api/v1/jobs/" + first + "/findings?cursor=" + findings.getString("next_cursor"))
                .json();

        assertThat(page.getJsonArray("jobs").getJsonObject(0).getString("id")).isEqualTo(second);
        assertThat(next.getJsonArray("jobs").getJsonObject(0).getString("id")).isEqualTo(first);
        assertThat(next.getString("next_cursor")).isNull();
        assertThat(findings.getJsonArray("findings")).hasSize(2);
        assertThat(rest.getJsonArray("findings")).hasSize(1);
        assertThat(rest.getString("next_cursor")).isNull();
    }

    @Test
    void aJobWhoseProcessEndedHasFailedAfterTheNextStartAndStandsInNobodysWay() {
        String id = UUID.randomUUID().toString();
        element.execute("INSERT INTO artstore.storage_elem_01_jobs (id, kind, state, requested_by) VALUES ('" + id
                + "', 'verify', 'running', 'a')");
        Answer refused = jobs.post("/api/v1/cache/verify");

        element.platform().stop();
        take(RunningElement.start(builder));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains(id);
        JsonObject job = jobs.get("/api/v1/jobs/" + id).expect(200).json();
        assertThat(job.getString("state")).isEqualTo("failed");
        assertThat(job.getString("failure")).contains("the process that ran it ended");
        assertThat(jobs.finished("/api/v1/cache/verify").getBoolean("clean")).isTrue();
    }

    private void take(RunningElement started) {
        element = started;
        user = element.as(Role.USER);
        jobs = new JobClient(element);
    }
}
