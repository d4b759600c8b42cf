package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was deleted comes back as it was, or stays where it is. */
class RestoreIT {
    private static final byte[] CONTENT = {1, 2, 3, 4, 5};
    private static final String TRASH = "/api/v1/trash";
    private static final String ROW = "SELECT to_jsonb(f) FROM storage_elem_01_files f WHERE file_id = '%s'";
    private static final String COUNTERS = "SELECT live_files || ' ' || live_bytes FROM artstore.storage_elem_01_usage";

    private static RunningElement element;

    private ElementClient client;

    @BeforeAll
    static void start() {
        element = RunningElement.start(RunningElement.builder()
                .set(RunningElement.TRASH_GRACE, "1h")
                .set("artstore.storage.elements[0].quota", "1MB"));
    }

    @AfterAll
    static void stop() {
        element.close();
    }

    @BeforeEach
    void asOperator() {
        client = element.as(Role.OPERATOR);
    }

    @Test
    void givesADocumentBackAsItWas() throws IOException {
        String id = client.uploadedId("отчёт.txt", CONTENT);
        client.patch(id, "{\"description\":\"of a year\",\"metadata\":{\"tags\":[\"a\"],\"n\":1.50}}")
                .expect(200);
        Answer metadata = client.metadata(id);
        String attributes = client.get("/api/v1/files/" + id + "/attributes").text();
        String row = element.value(ROW.formatted(id));
        byte[] file = Files.readAllBytes(element.attributesOf(id));
        String counters = element.value(COUNTERS);
        client.delete(id).expect(204);

        Answer restored = client.restore(id).expect(200);

        assertThat(restored.text()).isEqualTo(metadata.text());
        assertThat(restored.header("ETag")).isEqualTo(metadata.header("ETag"));
        assertThat(restored.header("Content-Location")).isEqualTo("/api/v1/files/" + id);
        assertThat(client.metadata(id).text()).isEqualTo(metadata.text());
        assertThat(client.get("/api/v1/files/" + id + "/attributes").text()).isEqualTo(attributes);
        assertThat(client.download(id).expect(200).bytes()).isEqualTo(CONTENT);
        assertThat(element.value(ROW.formatted(id))).isEqualTo(row);
        assertThat(Files.readAllBytes(element.attributesOf(id))).isEqualTo(file);
        assertThat(element.value(COUNTERS)).isEqualTo(counters);
    }

    @Test
    void tellsTheFeedTheAuditLogAndTheListOfTheTrash() {
        String id = client.uploadedId("a.txt", CONTENT);
        client.delete(id).expect(204);
        long trashed = trashBytes();
        String deletion = inTrash(id).getJsonObject(0).getString("deletion_id");

        client.restore(id).expect(200);

        assertThat(element.value("SELECT string_agg(change_type, ' ' ORDER BY transaction_id, id) FROM"
                        + " artstore.storage_elem_01_changes WHERE file_id = '" + id + "'"))
                .isEqualTo("created deleted created");
        assertThat(element.value(
                        "SELECT count(*) FROM artstore.storage_elem_01_audit_outbox WHERE event ->> 'eventType'"
                                + " = 'file_restore' AND event -> 'resource' ->> 'id' = '" + id
                                + "' AND event -> 'data' ->> 'deletion_id' = '" + deletion
                                + "' AND event -> 'data' ->> 'filename' = 'a.txt' AND event -> 'actor' ->> 'id' ="
                                + " 'sub-operator'"))
                .isEqualTo("1");
        assertThat(inTrash(id)).isEmpty();
        assertThat(trashed - trashBytes()).isEqualTo(CONTENT.length);
        assertThat(client.restore(id).status()).isEqualTo(404);
    }

    @Test
    void listsTheNewestDeletionFirstAndGoesOnByCursor() {
        List<String> ids = IntStream.range(0, 5)
                .mapToObj(number -> client.uploadedId(number + ".txt", CONTENT))
                .toList();
        ids.forEach(id -> client.delete(id).expect(204));

        List<String> listed = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonObject page = client.get(TRASH + "?limit=2" + next).expect(200).json();
            page.getJsonArray("documents").forEach(one -> listed.add(((JsonObject) one).getString("file_id")));
            next = page.getString("next_cursor") == null ? null : "&cursor=" + page.getString("next_cursor");
        }

        assertThat(listed.subList(0, 5)).containsExactly(ids.get(4), ids.get(3), ids.get(2), ids.get(1), ids.get(0));
        assertThat(listed).doesNotHaveDuplicates();
        JsonObject one = inTrash(ids.get(0)).getJsonObject(0);
        assertThat(one.fieldNames())
                .containsExactly(
                        "deletion_id",
                        "file_id",
                        "original_filename",
                        "file_size",
                        "deleted_at",
                        "deleted_by",
                        "purge_at");
        assertThat(one.getString("deleted_by")).isEqualTo("sub-operator");
        assertThat(java.time.Duration.between(
                        java.time.OffsetDateTime.parse(one.getString("deleted_at")),
                        java.time.OffsetDateTime.parse(one.getString("purge_at"))))
                .hasHours(1);
        assertThat(client.get(TRASH + "?cursor=made-up").status()).isEqualTo(422);
    }

    @Test
    void takesBackTheDeletionThatIsAskedForWhereOneIdWasDeletedTwice() {
        String id = UUID.randomUUID().toString();
        for (int round = 0; round < 2; round++) {
            client.put(id + "?filename=round" + round + ".txt", new byte[] {(byte) round})
                    .expect(201);
            client.delete(id).expect(204);
        }
        String older = inTrash(id).getJsonObject(1).getString("deletion_id");

        client.restore(id + "?deletion_id=" + older).expect(200);
        assertThat(client.download(id).bytes()).containsExactly(0);
        assertThat(client.restore(id).status()).isEqualTo(409);
        client.delete(id).expect(204);
        client.delete(client.restore(id).expect(200).json().getString("file_id"))
                .expect(204);

        assertThat(inTrash(id)).hasSize(2);
        assertThat(client.restore(id + "?deletion_id=" + UUID.randomUUID()).status())
                .isEqualTo(404);
    }

    @Test
    void isForThoseWhoMayDelete() {
        String id = client.uploadedId("a.txt", CONTENT);
        client.delete(id).expect(204);

        for (Role role : List.of(Role.USER, Role.AUDITOR, Role.READONLY)) {
            assertThat(element.as(role).restore(id).status()).isEqualTo(403);
            assertThat(element.as(role).get(TRASH).status()).isEqualTo(403);
        }
        assertThat(element.anonymous().restore(id).status()).isEqualTo(401);
        assertThat(client.restore("no-uuid").status()).isEqualTo(422);
        assertThat(client.restore(UUID.randomUUID().toString()).status()).isEqualTo(404);
        element.as(Role.ADMIN).restore(id).expect(200);
    }

    @Test
    void isRefusedWhereTheQuotaHasNoRoomAndWorksOnceThereIs() {
        String id = client.uploadedId("a.bin", new byte[600_000]);
        client.delete(id).expect(204);
        String other = client.uploadedId("b.bin", new byte[600_000]);

        Answer refused = client.restore(id);

        assertThat(refused.status()).isEqualTo(507);
        assertThat(refused.json().getString("code")).isEqualTo("INSUFFICIENT_STORAGE");
        assertThat(refused.json().getLong("required_bytes")).isEqualTo(600_000);
        client.delete(other).expect(204);
        client.restore(id).expect(200);
        client.delete(id).expect(204);
    }

    @Test
    void altersNothingWhereTheTrashDoesNotHoldItWhole() throws IOException {
        String id = client.uploadedId("a.txt", CONTENT);
        client.delete(id).expect(204);
        Path data = trashed(id, "");
        Path attributes = trashed(id, ".attr.json");
        String kept = Files.readString(attributes);

        Files.write(data, new byte[] {5, 4, 3, 2, 1});
        damaged(id, "wrong_digest");
        Files.write(data, new byte[] {1, 2, 3});
        damaged(id, "wrong_size");
        Files.delete(data);
        damaged(id, "missing");
        Files.createSymbolicLink(data, Files.write(element.base().resolve("../elsewhere"), CONTENT));
        damaged(id, "unreadable");
        Files.delete(data);
        Files.write(data, CONTENT);
        Files.writeString(attributes, "{");
        damaged(id, "missing");

        Files.writeString(attributes, kept);
        client.restore(id).expect(200);
        assertThat(client.download(id).expect(200).bytes()).isEqualTo(CONTENT);
    }

    @Test
    void overwritesNothingThatLiesAtItsPlace() throws IOException {
        String id = client.uploadedId("a.txt", CONTENT);
        Path place = element.dataOf(id);
        client.delete(id).expect(204);
        Files.writeString(place, "a stranger");

        Answer refused = client.restore(id);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(place).hasContent("a stranger");
        Files.delete(place);
        client.restore(id).expect(200);
    }

    private void damaged(String id, String damage) throws IOException {
        List<Path> files = element.files();
        String transactions = element.value("SELECT count(*) FROM storage_elem_01_wal");
        Answer refused = client.restore(id);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().getString("code")).isEqualTo("DOCUMENT_DAMAGED");
        assertThat(refused.json().getString("damage")).isEqualTo(damage);
        assertThat(element.files()).isEqualTo(files);
        assertThat(element.value("SELECT count(*) FROM storage_elem_01_wal")).isEqualTo(transactions);
        assertThat(element.pending()).isZero();
        assertThat(inTrash(id)).hasSize(1);
        assertThat(client.metadata(id).status()).isEqualTo(404);
    }

    private JsonArray inTrash(String id) {
        return client.get(TRASH + "?file_id=" + id).expect(200).json().getJsonArray("documents");
    }

    private long trashBytes() {
        return client.get("/api/v1/info").json().getLong("trash_bytes");
    }

    private static Path trashed(String id, String suffix) {
        String path = element.value("SELECT '.trash/' || entry_id || '/' || regexp_replace(path, '.*/', '')"
                + " FROM artstore.storage_elem_01_trash WHERE file_id = '" + id + "'");
        return element.base().resolve(path + suffix);
    }
}
