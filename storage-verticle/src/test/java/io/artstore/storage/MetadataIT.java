package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.Eventually;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.ElementExtension;
import io.artstore.storage.testkit.Multipart;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ElementExtension.class)
class MetadataIT {
    private final RunningElement element;
    private final ElementClient client;

    MetadataIT(RunningElement element) {
        this.element = element;
        client = element.as(Role.OPERATOR);
    }

    @AfterEach
    void leavesNoDebris() {
        element.requireNoDebris();
    }

    @Test
    void showsTheCheckpointsTwelveKeysInOrder() {
        String id = client.uploadedId("a.txt", new byte[3]);

        JsonObject metadata = client.metadata(id).expect(200).json();

        assertThat(metadata.fieldNames())
                .containsExactly(
                        "file_id",
                        "original_filename",
                        "storage_filename",
                        "file_size",
                        "content_type",
                        "created_at",
                        "created_by_username",
                        "created_by_fullname",
                        "description",
                        "version",
                        "storage_path",
                        "checksum");
        assertThat(metadata.getString("created_at"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?\\+00:00");
        assertThat(metadata.getString("created_by_username")).isEqualTo("operator-tester");
        assertThat(metadata.getValue("description")).isNull();
    }

    @Test
    void findsADocumentUnderEverySpellingOfItsId() {
        String id = client.uploadedId("a.txt", new byte[1]);

        for (String spelling : List.of(
                id.replace("-", ""), id.toUpperCase(java.util.Locale.ROOT), "%7B" + id + "%7D", "urn:uuid:" + id)) {
            assertThat(client.metadata(spelling).expect(200).json().getString("file_id"))
                    .isEqualTo(id);
        }
        assertThat(client.get("/api/v1/files/" + id + "/").status()).isEqualTo(200);
    }

    @Test
    void listsNewestFirstInPages() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(0, client.uploadedId("page" + i, new byte[1]));
        }

        JsonArray first = client.get("/api/v1/files/?limit=3").json().getJsonArray("files");
        JsonArray second = client.get("/api/v1/files?skip=3&limit=2").json().getJsonArray("files");

        List<String> listed = new ArrayList<>();
        first.addAll(second).forEach(file -> listed.add(((JsonObject) file).getString("file_id")));
        assertThat(listed).isEqualTo(ids);
        assertThat(client.get("/api/v1/files?limit=0").json().getJsonArray("files"))
                .isEmpty();
        assertThat(client.get("/api/v1/files?limit=100000").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"skip=-1", "limit=-1", "limit=x", "skip=99999999999999999999", "skip=1&skip=2"})
    void refusesPagesThatAreNone(String query) {
        assertThat(client.get("/api/v1/files?" + query).status()).isEqualTo(422);
    }

    @Test
    void editsAttributeFileAndRowTogether() throws IOException {
        String id = client.upload(new Multipart().file("a.txt", new byte[1]).field("description", "old"))
                .json()
                .getString("file_id");

        Answer edited = client.patch(
                id,
                "{\"description\":\"новое\",\"version\":null,\"metadata\":{\"tags\":[\"a\",\"б\"],\"n\":1.50},\"x\":1}");

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.json().getString("description")).isEqualTo("новое");
        assertThat(client.metadata(id).json()).isEqualTo(edited.json());
        JsonObject file = new JsonObject(Files.readString(element.attributesOf(id)));
        assertThat(file.getString("description")).isEqualTo("новое");
        assertThat(file.getJsonObject("metadata").getJsonArray("tags")).containsExactly("a", "б");
        assertThat(file.getString("updated_at")).isGreaterThan(file.getString("created_at"));
        assertThat(new JsonObject(element.value(
                        "SELECT metadata_json::text FROM storage_elem_01_files WHERE file_id = '" + id + "'")))
                .isEqualTo(file.getJsonObject("metadata"));
    }

    @Test
    void leavesWhatIsAbsentOrNullAndTakesEmptyTexts() {
        String id = client.upload(new Multipart()
                        .file("a.txt", new byte[1])
                        .field("description", "kept")
                        .field("version", "1"))
                .json()
                .getString("file_id");

        assertThat(client.patch(id, "{}").expect(200).json().getString("description"))
                .isEqualTo("kept");
        assertThat(client.patch(id, "{\"description\":null}").expect(200).json().getString("description"))
                .isEqualTo("kept");
        assertThat(client.patch(id, "{\"description\":\"\"}").expect(200).json().getString("description"))
                .isEmpty();
        assertThat(client.metadata(id).json().getString("version")).isEqualTo("1");
    }

    @Test
    void keepsWhatVersionTwoAddedToTheAttributeFile() throws IOException {
        String id = client.uploadedId("a.txt", new byte[1]);
        Path attributes = element.attributesOf(id);
        JsonObject file = new JsonObject(Files.readString(attributes))
                .put("schema_version", "2.0")
                .put("custom_attributes", new JsonObject().put("project", "Альфа"));
        Files.writeString(attributes, file.encode());

        client.patch(id, "{\"version\":\"2\"}").expect(200);

        JsonObject after = new JsonObject(Files.readString(attributes));
        assertThat(after.getString("version")).isEqualTo("2");
        assertThat(after.getString("schema_version")).isEqualTo("2.0");
        assertThat(after.getJsonObject("custom_attributes").getString("project"))
                .isEqualTo("Альфа");
    }

    @Test
    void honoursIfMatch() {
        String id = client.uploadedId("a.txt", new byte[1]);
        String tag = client.metadata(id).header("ETag");

        Answer first = client.patch(id, "{\"version\":\"1\"}", "If-Match", tag);
        Answer second = client.patch(id, "{\"version\":\"2\"}", "If-Match", tag);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("ETag")).isNotEqualTo(tag);
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(client.metadata(id).json().getString("version")).isEqualTo("1");
    }

    @Test
    void editsOneDocumentOneAfterTheOther() throws IOException {
        String id = client.uploadedId("a.txt", new byte[1]);

        List<Answer> answers = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> client.patch(id, "{\"version\":\"" + i + "\"}")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(new JsonObject(Files.readString(element.attributesOf(id))).getString("version"))
                .isEqualTo(client.metadata(id).json().getString("version"));
        assertThat(element.value("SELECT count(*) FROM artstore.storage_elem_01_changes WHERE change_type = 'updated'"
                        + " AND file_id = '" + id + "'"))
                .isEqualTo("20");
    }

    @Test
    void refusesEditsThatDoNotFitOrAreNone() {
        String id = client.uploadedId("a.txt", new byte[1]);

        Answer large = client.patch(id, "{\"metadata\":{\"x\":\"" + "y".repeat(4000) + "\"}}");
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.json().getInteger("attribute_bytes")).isGreaterThan(4096);
        assertThat(client.patch(id, "{\"metadata\":[1]}").status()).isEqualTo(422);
        assertThat(client.patch(id, "{\"version\":5}").status()).isEqualTo(422);
        assertThat(client.patch(id, "[]").status()).isEqualTo(422);
        assertThat(client.patch(id, "{").status()).isEqualTo(400);
        assertThat(client.patch(id, "{\"description\":\"\\u0000\"}").status()).isEqualTo(422);
        assertThat(client.metadata(id).json().getValue("version")).isNull();
    }

    @Test
    void refusesToEditOnTopOfADamagedAttributeFile() throws IOException {
        String id = client.uploadedId("a.txt", new byte[1]);
        Files.writeString(element.attributesOf(id), "garbage");

        Answer answer = client.patch(id, "{\"version\":\"1\"}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(Files.readString(element.attributesOf(id))).isEqualTo("garbage");
        assertThat(client.metadata(id).status()).isEqualTo(200);
    }

    @Test
    void deletesDataAttributesAndRow() {
        String id = client.uploadedId("a.txt", new byte[1]);
        Path data = element.dataOf(id);
        Path attributes = element.attributesOf(id);

        assertThat(client.delete(id).status()).isEqualTo(204);

        assertThat(data).doesNotExist();
        assertThat(attributes).doesNotExist();
        assertThat(client.metadata(id).status()).isEqualTo(404);
        assertThat(client.delete(id).json().getString("detail")).isEqualTo("File not found: " + id);
        awaitEmptyTrash();
    }

    @Test
    void deletesADocumentWhoseDataIsGone() throws IOException {
        String id = client.uploadedId("a.txt", new byte[1]);
        Files.delete(element.dataOf(id));

        assertThat(client.delete(id).status()).isEqualTo(204);
        assertThat(client.metadata(id).status()).isEqualTo(404);
        awaitEmptyTrash();
    }

    @Test
    void deletesOnceHoweverOftenItIsAsked() {
        String id = client.uploadedId("a.txt", new byte[1]);

        List<Integer> statuses = IntStream.range(0, 5)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> client.delete(id).status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertThat(statuses).containsExactly(204, 404, 404, 404, 404);
        awaitEmptyTrash();
    }

    @Test
    void letsOnlyOperatorsAndAdministratorsDelete() {
        String id = client.uploadedId("a.txt", new byte[1]);

        assertThat(element.as(Role.USER).delete(id).status()).isEqualTo(403);
        assertThat(element.as(Role.ADMIN).delete(id).status()).isEqualTo(204);
        awaitEmptyTrash();
    }

    @Test
    void answersDifferentlyForGetAndPatchOfWhatDoesNotExist() {
        String id = UUID.randomUUID().toString();

        assertThat(client.metadata(id).json().getString("detail")).isEqualTo("File " + id + " not found");
        assertThat(client.patch(id, "{}").json().getString("detail")).isEqualTo("File not found: " + id);
    }

    @Test
    void introducesItselfToAnyone() {
        ElementClient anyone = element.anonymous();

        JsonObject root = anyone.get("/").expect(200).json();
        JsonObject info = anyone.get("/api/v1/info").expect(200).json();
        JsonObject capacity = anyone.get("/api/v1/capacity").expect(200).json();

        assertThat(root.fieldNames()).containsExactly("service", "version", "mode", "storage_type", "status");
        assertThat(root.getString("service")).isEqualTo("ArtStore Storage Element");
        assertThat(root.getString("mode")).isEqualTo("edit");
        assertThat(info.getString("element_id")).isEqualTo("storage_elem_01");
        assertThat(info.encode()).doesNotContain(element.platform().home().toString());
        assertThat(capacity.getJsonObject("capacity").getLong("total")).isEqualTo(100L << 30);
        assertThat(anyone.get("/health/ready").status()).isEqualTo(200);
        assertThat(anyone.get("/metrics").text()).contains("artstore_storage_documents{element=\"storage_elem_01\"");
    }

    private void awaitEmptyTrash() {
        Eventually.holds(() -> element.names(".trash").isEmpty());
    }
}
