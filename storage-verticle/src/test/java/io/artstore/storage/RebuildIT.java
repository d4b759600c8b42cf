package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.storage.Change;
import io.artstore.common.contract.storage.ChangeFeedApi;
import io.artstore.common.contract.storage.ChangePage;
import io.artstore.common.contract.storage.ChangeType;
import io.artstore.common.security.Role;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.JobClient;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows made anew from the attribute files alone. */
class RebuildIT {
    private static final byte[] CONTENT = {1, 2, 3};
    private static final String REBUILD = "/api/v1/cache/rebuild";

    private RunningElement element;
    private ElementClient user;
    private JobClient jobs;

    @BeforeEach
    void start() {
        element = RunningElement.start();
        user = element.as(Role.USER);
        jobs = new JobClient(element);
    }

    @AfterEach
    void stop() {
        element.close();
    }

    @Test
    void bringsEveryDocumentBackByteForByteWhenAllRowsAreGone() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            ids.add(user.uploadedId("письмо " + i + ".txt", new byte[i]));
        }
        user.patch(ids.get(0), "{\"description\":\"d\",\"version\":\"2\",\"metadata\":{\"n\":1.50,\"tags\":[\"x\"]}}")
                .expect(200);
        Map<String, String> before = answers(ids);
        String rowsBefore = rows();
        String capacity = user.get("/api/v1/info").text();
        element.execute("TRUNCATE storage_elem_01_files, storage_elem_01_wal, artstore.storage_elem_01_changes");
        element.execute("UPDATE artstore.storage_elem_01_usage SET live_files = 7, live_bytes = 7");

        JsonObject job = jobs.finished(REBUILD);

        assertThat(job.getBoolean("clean")).isTrue();
        assertThat(job.getJsonObject("counts").getLong("rows_created")).isEqualTo(300);
        assertThat(job.getJsonObject("progress").getLong("documents_total")).isEqualTo(300);
        assertThat(answers(ids)).isEqualTo(before);
        assertThat(rows()).isEqualTo(rowsBefore);
        assertThat(counters()).isEqualTo("300 " + 299 * 300 / 2);
        assertThat(changes(ChangeType.CREATED)).hasSameElementsAs(ids);
        assertThat(element.value("SELECT last_cache_rebuild FROM storage_elem_01_config"))
                .isNotNull();
        assertThat(jobs.finished("/api/v1/cache/verify").getBoolean("clean")).isTrue();
        assertThat(capacity).contains("\"file_count\":300");
    }

    @Test
    void correctsWhatDiffersAndLeavesTheRestAsItWas() throws IOException {
        String right = user.uploadedId("right.txt", CONTENT);
        String wrong = user.uploadedId("wrong.txt", CONTENT);
        String lost = user.uploadedId("lost.txt", CONTENT);
        String damaged = user.uploadedId("damaged.txt", CONTENT);
        String truth = user.metadata(wrong).text();
        String untouched = element.value("SELECT xmin FROM storage_elem_01_files WHERE file_id = '" + right + "'");
        element.execute(
                "UPDATE storage_elem_01_files SET version = 'x', file_size = 999 WHERE file_id = '" + wrong + "'");
        Files.delete(element.dataOf(lost));
        Files.delete(element.attributesOf(lost));
        Files.writeString(element.attributesOf(damaged), "garbage");

        JsonObject job = jobs.finished(REBUILD);

        assertThat(jobs.rules(job))
                .containsExactlyInAnyOrder("row_without_file " + lost, "attributes_damaged " + damaged);
        assertThat(job.getJsonObject("counts").getLong("rows_created")).isZero();
        assertThat(job.getJsonObject("counts").getLong("rows_updated")).isEqualTo(1);
        assertThat(user.metadata(wrong).text()).isEqualTo(truth);
        assertThat(user.metadata(lost).status()).isEqualTo(200);
        assertThat(user.metadata(damaged).status()).isEqualTo(200);
        assertThat(element.value("SELECT xmin FROM storage_elem_01_files WHERE file_id = '" + right + "'"))
                .isEqualTo(untouched);
        assertThat(counters()).isEqualTo("4 12");
        assertThat(changes(ChangeType.UPDATED)).containsExactly(wrong);
    }

    @Test
    void readsTheOriginalsFilesOfBothSchemasAndKeepsWhatItDoesNotKnow() throws IOException {
        Path folder = Files.createDirectories(element.base().resolve("2025/11/16/09"));
        String first = "0b4e1c1e-6f0e-4b8e-9a5d-0c3f6a1b2c3d";
        String second = "1b4e1c1e-6f0e-4b8e-9a5d-0c3f6a1b2c3d";
        original(folder, first, "", "");
        original(folder, second, "\"schema_version\": \"2.0\",", ", \"custom_attributes\": {\"a\": [1]}");
        byte[] file = Files.readAllBytes(attributes(folder, second));

        JsonObject job = jobs.finished(REBUILD);

        assertThat(job.getBoolean("clean")).isTrue();
        assertThat(user.download(first).expect(200).bytes()).isEqualTo(CONTENT);
        assertThat(user.metadata(second).expect(200).json().getString("created_at"))
                .isEqualTo("2025-11-16T09:10:11.120000+00:00");
        assertThat(attributes(folder, second)).hasBinaryContent(file);
        user.patch(second, "{\"version\":\"3\"}").expect(200);
        assertThat(Files.readString(attributes(folder, second))).contains("custom_attributes", "schema_version");
    }

    @Test
    void oneDocumentTheDatabaseRefusesKeepsNoOtherOut() throws IOException {
        Path folder = Files.createDirectories(element.base().resolve("2025/11/16/09"));
        String refused = "0b4e1c1e-6f0e-4b8e-9a5d-0c3f6a1b2c3d";
        String accepted = "1b4e1c1e-6f0e-4b8e-9a5d-0c3f6a1b2c3d";
        original(folder, refused, "", "");
        original(folder, accepted, "", "");
        Path tooLong = attributes(folder, refused);
        Files.writeString(
                tooLong,
                Files.readString(tooLong).replace("\"version\": null", "\"version\": \"" + "9".repeat(51) + "\""));

        JsonObject job = jobs.finished(REBUILD);

        assertThat(jobs.rules(job)).containsExactly("row_refused " + refused);
        assertThat(user.metadata(accepted).status()).isEqualTo(200);
    }

    @Test
    void neverListsWhatIsBeingWithdrawnNorTakesBackWhatIsBeingWritten() throws InterruptedException {
        ElementClient operator = element.as(Role.OPERATOR);
        AtomicBoolean over = new AtomicBoolean();
        Set<String> alive = new HashSet<>();
        Thread writer = new Thread(() -> {
            for (int round = 0; !over.get(); round++) {
                String stays = operator.uploadedId("s.txt", CONTENT);
                operator.patch(stays, "{\"version\":\"" + round + "\"}").expect(200);
                String goes = operator.uploadedId("g.txt", CONTENT);
                element.execute("DELETE FROM storage_elem_01_files WHERE file_id = '" + stays + "'");
                operator.delete(goes).expect(204);
                alive.add(stays);
            }
        });
        writer.start();
        try {
            for (int round = 0; round < 5; round++) {
                assertThat(jobs.rules(jobs.finished(REBUILD))).isEmpty();
            }
        } finally {
            over.set(true);
            writer.join();
        }

        JsonObject last = jobs.finished(REBUILD);

        assertThat(jobs.rules(last)).isEmpty();
        assertThat(element.value("SELECT count(*) FROM storage_elem_01_files")).isEqualTo("" + alive.size());
        assertThat(counters()).isEqualTo(alive.size() + " " + alive.size() * CONTENT.length);
        assertThat(user.get("/api/v1/info").json().getLong("file_count")).isEqualTo(alive.size());
        assertThat(jobs.finished("/api/v1/cache/verify").getBoolean("clean")).isTrue();
        element.requireNoDebris();
    }

    private static void original(Path folder, String id, String first, String last) throws IOException {
        Files.write(folder.resolve(name(id)), CONTENT);
        Files.writeString(attributes(folder, id), """
                {%s
                  "file_id": "%s", "original_filename": "акт.pdf", "storage_filename": "%s", "file_size": 3,
                  "content_type": "application/pdf", "created_at": "2025-11-16T09:10:11.120000+00:00",
                  "updated_at": "2025-11-16T09:10:11.120000+00:00", "created_by_id": "u1",
                  "created_by_username": "ivanov", "created_by_fullname": null, "description": null, "version": null,
                  "storage_path": "2025/11/16/09/",
                  "checksum": "039058C6F2C0CB492C533B0A4D14EF77CC0F78ABCCCED5287D84A1A2011CFB81", "metadata": null%s}
                """.formatted(first, id, name(id), last));
    }

    private static String name(String id) {
        return "акт_ivanov_20251116T091011_" + id + ".pdf";
    }

    private static Path attributes(Path folder, String id) {
        return folder.resolve(name(id) + ".attr.json");
    }

    private Map<String, String> answers(List<String> ids) {
        Map<String, String> answers = new HashMap<>();
        ids.forEach(id -> answers.put(id, user.metadata(id).expect(200).text()));
        return answers;
    }

    private String rows() {
        return element.value("SELECT md5(string_agg(f::text, E'\\n' ORDER BY file_id)) FROM storage_elem_01_files f");
    }

    private String counters() {
        return element.value("SELECT live_files || ' ' || live_bytes FROM artstore.storage_elem_01_usage");
    }

    private List<String> changes(ChangeType type) {
        ChangePage page = TestPlatform.await(
                ChangeFeedApi.client(element.platform().vertx(), RunningElement.ID)
                        .changes("", ChangeFeedApi.MAX_PAGE),
                Duration.ofSeconds(10));
        return page.changes().stream()
                .filter(change -> change.type() == type)
                .map(Change::fileId)
                .toList();
    }
}
