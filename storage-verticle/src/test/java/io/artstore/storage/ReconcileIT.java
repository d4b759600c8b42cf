package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.JobClient;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One kind of damage at a time: reported first, put aside on demand, never deleted. */
class ReconcileIT {
    private static final byte[] CONTENT = {1, 2, 3};
    private static final String RECONCILE = "/api/v1/transactions/reconcile";
    private static final String APPLY = "{\"apply\": true}";

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
    void orphanData() throws IOException {
        String id = user.uploadedId("orphan.txt", CONTENT);
        Path data = element.dataOf(id);
        Files.delete(element.attributesOf(id));
        forget(id);

        JsonObject reported = jobs.finished(RECONCILE);
        boolean thereAfterReport = Files.exists(data);
        JsonObject applied = jobs.finished(RECONCILE, APPLY);

        assertThat(jobs.rules(reported)).containsExactly("orphan_data " + id);
        assertThat(thereAfterReport).as("a report changes nothing").isTrue();
        assertThat(data).doesNotExist();
        Path folder = putAside(applied);
        assertThat(folder.resolve(data.getFileName())).hasBinaryContent(CONTENT);
        assertThat(Files.readString(folder.resolve("reason.json")))
                .contains("orphan_data", element.base().relativize(data).toString());
        assertThat(jobs.finished(RECONCILE).getBoolean("clean")).isTrue();
    }

    @Test
    void attributesWithoutData() throws IOException {
        String id = user.uploadedId("no-data.txt", CONTENT);
        Path attributes = element.attributesOf(id);
        byte[] known = Files.readAllBytes(attributes);
        Files.delete(element.dataOf(id));
        forget(id);

        JsonObject applied = jobs.finished(RECONCILE, APPLY);

        assertThat(jobs.rules(applied)).containsExactly("data_missing " + id);
        assertThat(putAside(applied).resolve(attributes.getFileName())).hasBinaryContent(known);
    }

    @Test
    void damagedAttributes() throws IOException {
        String id = user.uploadedId("damaged.txt", CONTENT);
        Path data = element.dataOf(id);
        Path attributes = element.attributesOf(id);
        Files.write(attributes, new byte[5_000]);
        forget(id);

        JsonObject applied = jobs.finished(RECONCILE, APPLY);

        assertThat(jobs.rules(applied)).containsExactly("attributes_damaged " + id);
        assertThat(putAside(applied).resolve(data.getFileName())).hasBinaryContent(CONTENT);
        assertThat(putAside(applied).resolve(attributes.getFileName())).hasSize(5_000);
    }

    @Test
    void duplicateId() throws IOException {
        String id = user.uploadedId("twice.txt", CONTENT);
        Path data = element.dataOf(id);
        Path copies = Files.createDirectories(element.base().resolve("2020/01/01/01"));
        Path copy = copies.resolve(data.getFileName());
        Files.copy(data, copy);
        Files.writeString(
                copies.resolve(data.getFileName() + ".attr.json"),
                Files.readString(element.attributesOf(id))
                        .replaceFirst("\"storage_path\": \"[^\"]*\"", "\"storage_path\": \"2020/01/01/01/\""));

        JsonObject applied = jobs.finished(RECONCILE, APPLY);

        assertThat(jobs.rules(applied)).containsExactly("duplicate_id " + id);
        assertThat(copy).doesNotExist();
        assertThat(user.download(id).expect(200).bytes()).isEqualTo(CONTENT);
    }

    @Test
    void foreignFilesAndSymbolicLinks() throws IOException {
        String id = user.uploadedId("a.txt", CONTENT);
        Path hour = element.dataOf(id).getParent();
        Path temporary = Files.write(hour.resolve(".tmp_left-by-the-original"), CONTENT);
        Path note = Files.writeString(element.base().resolve("README"), "x");
        Path hidden = Files.createDirectories(element.base().resolve(".snapshot/2024"));
        Path link = Files.createSymbolicLink(hour.resolve("link"), note);
        Path yearsElsewhere = Files.createSymbolicLink(
                element.base().resolve("1999"), element.base().getParent());

        JsonObject applied = jobs.finished(RECONCILE, APPLY);

        assertThat(jobs.findings(applied))
                .extracting(found -> found.getString("rule") + " " + found.getString("path"))
                .containsExactlyInAnyOrder(
                        "foreign_file " + relative(temporary),
                        "foreign_file README",
                        "foreign_file .snapshot",
                        "symbolic_link " + relative(link),
                        "symbolic_link 1999");
        assertThat(List.of(temporary, note)).noneMatch(Files::exists);
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(hidden).as("folders are left").exists();
        assertThat(yearsElsewhere).as("links to folders are left").exists();
        assertThat(user.download(id).status()).isEqualTo(200);
    }

    @Test
    void aListedDocumentIsNeverPutAside() throws IOException {
        String truncated = user.uploadedId("size.txt", CONTENT);
        String damaged = user.uploadedId("damaged.txt", CONTENT);
        String flipped = user.uploadedId("digest.txt", CONTENT);
        String carried = user.uploadedId("carried.txt", CONTENT);
        String lost = user.uploadedId("lost.txt", CONTENT);
        Files.write(element.dataOf(truncated), new byte[] {1});
        Files.writeString(element.attributesOf(damaged), "garbage");
        Files.write(element.dataOf(flipped), new byte[] {1, 2, 4});
        Files.delete(element.dataOf(lost));
        Files.delete(element.attributesOf(lost));
        Path elsewhere = Files.createDirectories(element.base().resolve("2020/01/01/01"));
        Path data = element.dataOf(carried);
        Path carriedTo = elsewhere.resolve(data.getFileName());
        Files.move(element.attributesOf(carried), elsewhere.resolve(data.getFileName() + ".attr.json"));
        Files.move(data, carriedTo);

        JsonObject applied = jobs.finished(RECONCILE, "{\"apply\": true, \"digests\": true}");

        assertThat(jobs.rules(applied))
                .containsExactlyInAnyOrder(
                        "size_mismatch " + truncated,
                        "attributes_damaged " + damaged,
                        "digest_mismatch " + flipped,
                        "attributes_misplaced " + carried,
                        "row_without_file " + carried,
                        "row_without_file " + lost);
        assertThat(element.dataOf(truncated)).exists();
        assertThat(element.attributesOf(damaged)).exists();
        assertThat(element.dataOf(flipped)).exists();
        assertThat(carriedTo).exists();
        assertThat(user.metadata(lost).status())
                .as("its row is the last that is known of it")
                .isEqualTo(200);
        assertThat(applied.getJsonObject("counts").containsKey("put_aside")).isFalse();
    }

    @Test
    void aLostDatabaseMakesNoDocumentAnOrphan() {
        String id = user.uploadedId("a.txt", CONTENT);
        element.execute("TRUNCATE storage_elem_01_files, storage_elem_01_wal");

        JsonObject applied = jobs.finished(RECONCILE, APPLY);

        assertThat(jobs.rules(applied)).containsExactly("row_missing " + id);
        assertThat(jobs.finished("/api/v1/cache/rebuild").getBoolean("clean")).isTrue();
        assertThat(user.download(id).expect(200).bytes()).isEqualTo(CONTENT);
    }

    @Test
    void theLogOfOperationsIsShownInPagesAndWithoutWhatBelongsToDocuments() {
        String id = user.uploadedId("a.txt", CONTENT);
        user.patch(id, "{\"description\":\"private\",\"metadata\":{\"secret\":1}}")
                .expect(200);
        element.execute("UPDATE storage_elem_01_wal SET status = 'rolled_back', error_message ="
                + " '[Errno 28] No space left: ''/srv/data/storage/x.pdf''' WHERE operation_type = 'file_update'");
        String wal = "/api/v1/transactions/wal";

        JsonObject newest = jobs.get(wal + "?limit=1&file_id=" + id).expect(200).json();
        JsonObject next = jobs.get(wal + "?cursor=" + newest.getString("next_cursor"))
                .expect(200)
                .json();
        JsonObject committed = jobs.get(wal + "?status=committed").expect(200).json();

        JsonObject update = newest.getJsonArray("transactions").getJsonObject(0);
        assertThat(update.getString("operation_type")).isEqualTo("file_update");
        assertThat(update.getString("error_message")).isEqualTo("[Errno 28] No space left: '…/x.pdf'");
        assertThat(update.encode()).doesNotContain("private", "secret");
        JsonObject create = next.getJsonArray("transactions").getJsonObject(0);
        assertThat(create.getJsonObject("operation_data").getString("original_filename"))
                .isEqualTo("a.txt");
        assertThat(next.getString("next_cursor")).isNull();
        assertThat(committed.getJsonArray("transactions")).hasSize(1);
        assertThat(jobs.get(wal + "?cursor=x").status()).isEqualTo(422);
        assertThat(user.get(wal).status()).isEqualTo(403);
    }

    private void forget(String id) {
        element.execute("DELETE FROM storage_elem_01_files WHERE file_id = '" + id + "'");
    }

    /** Where the only thing that was put aside is now. */
    private Path putAside(JsonObject job) {
        assertThat(job.getJsonObject("counts").getLong("put_aside")).isEqualTo(1);
        return element.base().resolve(".quarantine/" + job.getString("id") + "/000001");
    }

    private String relative(Path path) {
        return element.base().relativize(path).toString();
    }
}
