package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.ElementExtension;
import io.artstore.storage.testkit.Multipart;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The checkpoint's routes of an element (section 1), row by row: what succeeds there succeeds here, with its fields. */
@ExtendWith(ElementExtension.class)
class CheckpointRoutesIT {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final List<String> METADATA = List.of(
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

    private final RunningElement element;
    private final ElementClient client;

    CheckpointRoutesIT(RunningElement element) {
        this.element = element;
        client = element.as(Role.OPERATOR);
    }

    @Test
    void rowsOneToFourAndElevenAreOpenToAnyone() {
        ElementClient anyone = element.anonymous();

        assertThat(anyone.get("/").expect(200).json().getString("storage_type")).isEqualTo("local");
        assertThat(anyone.get("/health/live").expect(200).json().getString("status"))
                .isEqualTo("alive");
        assertThat(anyone.get("/health/ready").expect(200).json().getString("status"))
                .isEqualTo("ready");
        assertThat(anyone.get("/metrics/").expect(200).header("Content-Type")).startsWith("text/plain");
        JsonObject contract = anyone.get("/openapi.json").expect(200).json();
        assertThat(contract.getString("openapi")).startsWith("3.1.");
        assertThat(contract.getJsonObject("info").getString("title")).isEqualTo("ArtStore Storage Element");
    }

    @ParameterizedTest
    @EnumSource(names = {"USER", "OPERATOR", "ADMIN"})
    void rowsFiveToNineServeEveryRoleOfTheCheckpoint(Role role) {
        ElementClient caller = element.as(role);

        String id = caller.upload("a.txt", HELLO).expect(201).json().getString("file_id");

        assertThat(caller.get("/api/v1/files/").status()).isEqualTo(200);
        assertThat(caller.metadata(id).status()).isEqualTo(200);
        assertThat(caller.download(id).status()).isEqualTo(200);
        assertThat(caller.patch(id, "{}").status()).isEqualTo(200);
        assertThat(caller.delete(id).status()).isEqualTo(role == Role.USER ? 403 : 204);
    }

    @Test
    void rowFiveAnswersWithFiveFieldsAndIgnoresWhatItDoesNotKnow() {
        Answer answer = client.upload(new Multipart()
                .field("description", "")
                .field("uploaded_by_id", "7")
                .file("C:\\dir\\a.txt", "text/x-odd; p=1", HELLO)
                .field("version", "1.0"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().fieldNames())
                .containsExactly("file_id", "original_filename", "file_size", "checksum", "message");
        JsonObject metadata =
                client.metadata(answer.json().getString("file_id")).json();
        assertThat(metadata.getString("original_filename")).isEqualTo("a.txt");
        assertThat(metadata.getString("content_type")).isEqualTo("text/x-odd; p=1");
        assertThat(metadata.getString("description")).isEmpty();
        assertThat(metadata.getString("version")).isEqualTo("1.0");
    }

    @Test
    void rowSixListsTheSameTwelveFields() {
        String id = client.uploadedId("listed.txt", HELLO);

        JsonObject page =
                client.get("/api/v1/files/?skip=0&limit=1.0").expect(200).json();

        assertThat(page.fieldNames()).containsExactly("total", "files");
        assertThat(page.getJsonArray("files")).hasSize(1);
        JsonObject newest = page.getJsonArray("files").getJsonObject(0);
        assertThat(newest.fieldNames()).containsExactlyElementsOf(METADATA);
        assertThat(newest).isEqualTo(client.metadata(id).json());
    }

    @Test
    void rowEightSendsTheWholeWithNameLengthAndType() {
        String id = client.upload(new Multipart().file("a.bin", "application/x-odd", HELLO))
                .json()
                .getString("file_id");

        Answer answer = client.download(id);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEqualTo(HELLO);
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"a.bin\"");
        assertThat(answer.header("Content-Length")).isEqualTo("5");
        assertThat(answer.header("Content-Type")).isEqualTo("application/x-odd");
    }

    @Test
    void rowNineTakesAnEmptyObjectAndNotesIt() throws IOException {
        String id = client.uploadedId("a.txt", HELLO);

        Answer answer = client.patch(id, "{}");

        assertThat(answer.json().fieldNames()).containsExactlyElementsOf(METADATA);
        JsonObject file = new JsonObject(Files.readString(element.attributesOf(id)));
        assertThat(file.getString("updated_at")).isGreaterThan(file.getString("created_at"));
        assertThat(element.value("SELECT status FROM " + RunningElement.ID
                        + "_wal WHERE operation_type = 'file_update' AND file_id = '" + id + "'"))
                .isEqualTo("committed");
        assertThat(client.patch(id, "").status()).isEqualTo(422);
        assertThat(client.patch(id, "null").status()).isEqualTo(422);
    }

    @Test
    void rowTenAnswersWithoutABody() {
        Answer answer = client.delete(client.uploadedId("a.txt", HELLO));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.bytes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/files/search, 422",
        "GET, /api/v1/nothing, 404",
        "POST, /api/v1/files/00000000-0000-4000-8000-000000000000, 405",
        "GET, /api/v1/files/upload, 422",
    })
    void whatIsNoRouteIsRefusedAsThere(String method, String path, int status) {
        Answer answer = method.equals("GET") ? client.get(path) : client.post(path, "text/plain", new byte[1]);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().getValue("detail")).isInstanceOf(String.class);
    }

    @Test
    void whatDoesNotExistIsToldInTheCheckpointsWords() {
        String id = UUID.randomUUID().toString();

        assertThat(client.metadata(id).json().getString("detail")).isEqualTo("File " + id + " not found");
        assertThat(client.download(id).json().getString("detail")).isEqualTo("File " + id + " not found");
        assertThat(client.patch(id, "{}").json().getString("detail")).isEqualTo("File not found: " + id);
        assertThat(client.delete(id).json().getString("detail")).isEqualTo("File not found: " + id);
    }
}
