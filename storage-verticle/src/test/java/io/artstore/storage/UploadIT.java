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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ElementExtension.class)
class UploadIT {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final String HELLO_SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    private final RunningElement element;
    private final ElementClient client;

    UploadIT(RunningElement element) {
        this.element = element;
        client = element.as(Role.USER);
    }

    @AfterEach
    void leavesNoDebris() {
        element.requireNoDebris();
    }

    @Test
    void answersWithTheCheckpointsFieldsInOrder() {
        Answer answer = client.upload(new Multipart()
                .file("отчёт.pdf", "application/pdf", HELLO)
                .field("description", "первый")
                .field("version", "1.0")
                .field("uploaded_by_username", "ignored"));

        assertThat(answer.status()).isEqualTo(201);
        JsonObject body = answer.json();
        assertThat(body.fieldNames())
                .containsExactly("file_id", "original_filename", "file_size", "checksum", "message");
        assertThat(body.getString("original_filename")).isEqualTo("отчёт.pdf");
        assertThat(body.getLong("file_size")).isEqualTo(5);
        assertThat(body.getString("checksum")).isEqualTo(HELLO_SHA256);
        assertThat(body.getString("message")).isEqualTo("File uploaded successfully");
        assertThat(answer.header("Location")).isEqualTo("/api/v1/files/" + body.getString("file_id"));
        assertThat(answer.header("Repr-Digest")).isEqualTo("sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:");
    }

    @Test
    void laysDataAndAttributesDownAsTheOriginalDid() throws IOException {
        String id = client.upload(new Multipart().field("description", "").file("report.pdf", "application/pdf", HELLO))
                .expect(201)
                .json()
                .getString("file_id");

        JsonObject metadata = client.metadata(id).expect(200).json();
        String createdAt = metadata.getString("created_at");
        String stamp = createdAt.substring(0, 19).replace("-", "").replace(":", "");
        Path data = element.dataOf(id);
        assertThat(element.base().relativize(data))
                .hasToString(createdAt.substring(0, 13).replace('-', '/').replace('T', '/') + "/report_user-tester_"
                        + stamp + "_" + id + ".pdf");
        assertThat(data).hasBinaryContent(HELLO);
        assertThat(Files.readString(element.attributesOf(id))).isEqualTo("""
                {
                  "file_id": "%1$s",
                  "original_filename": "report.pdf",
                  "storage_filename": "%2$s",
                  "file_size": 5,
                  "content_type": "application/pdf",
                  "created_at": "%3$s",
                  "updated_at": "%3$s",
                  "created_by_id": "sub-user",
                  "created_by_username": "user-tester",
                  "created_by_fullname": null,
                  "description": "",
                  "version": null,
                  "storage_path": "%4$s",
                  "checksum": "%5$s",
                  "metadata": {},
                  "detected_content_type": "text/plain"
                }""".formatted(
                        id, data.getFileName(), createdAt, metadata.getString("storage_path"), HELLO_SHA256));
    }

    @Test
    void keepsTheWriteAheadEntryAsTheCheckpointDid() {
        String id = client.uploadedId("a.txt", HELLO);

        JsonObject entry = new JsonObject(element.value(
                "SELECT row_to_json(w)::text FROM " + RunningElement.ID + "_wal w WHERE file_id = '" + id + "'"));
        assertThat(entry.getString("operation_type")).isEqualTo("file_create");
        assertThat(entry.getString("status")).isEqualTo("committed");
        assertThat(entry.getString("user_id")).isEqualTo("sub-user");
        assertThat(entry.getInteger("duration_ms")).isNotNegative();
        JsonObject data = entry.getJsonObject("operation_data");
        assertThat(data.fieldNames())
                .contains("original_filename", "storage_filename", "storage_path", "relative_path", "content_type");
        assertThat(data.getJsonObject("result"))
                .isEqualTo(new JsonObject()
                        .put("file_id", id)
                        .put("checksum", HELLO_SHA256)
                        .put("file_size", 5));
        assertThat(element.value(
                        "SELECT metadata_json::text FROM " + RunningElement.ID + "_files WHERE file_id = '" + id + "'"))
                .isEqualTo("null");
    }

    @Test
    void storesEmptyDocuments() {
        String id = client.uploadedId("empty", new byte[0]);

        assertThat(client.download(id).expect(200).bytes()).isEmpty();
        assertThat(client.metadata(id).json().getString("checksum"))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void takesTheContentTypeAsDeclaredAndAnOpaqueOneWhereNoneIs() {
        String plain = client.upload(new Multipart().file("a", "text/plain; charset=windows-1251", HELLO))
                .json()
                .getString("file_id");
        String none = client.upload(new Multipart().file("a", HELLO)).json().getString("file_id");

        assertThat(client.metadata(plain).json().getString("content_type"))
                .isEqualTo("text/plain; charset=windows-1251");
        assertThat(client.metadata(none).json().getString("content_type")).isEqualTo("application/octet-stream");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../../up.txt",
                "..",
                "a<b>:c|?*.txt",
                "дело № 5, том 2; лист=7.pdf",
                "😀 smile 👨‍👩‍👧.png",
                "a\u202Egpj.exe",
                "tab\there.txt",
                "percent%20name%.txt",
            })
    void keepsNamesAsTheyWereGivenWhateverTheyHold(String name) {
        String id = client.uploadedId(name, HELLO);

        assertThat(client.metadata(id).expect(200).json().getString("original_filename"))
                .isEqualTo(name);
        assertThat(client.download(id).expect(200).bytes()).isEqualTo(HELLO);
        assertThat(element.dataOf(id)).exists();
    }

    @Test
    void keepsNamesOfFiveHundredCharacters() {
        String latin = "n".repeat(496) + ".pdf";
        String cyrillic = "ж".repeat(496) + ".pdf";

        assertThat(client.upload(latin, HELLO).json().getString("original_filename"))
                .isEqualTo(latin);
        assertThat(client.upload(cyrillic, HELLO).json().getString("original_filename"))
                .isEqualTo(cyrillic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a%0Ab.txt", "%1B%5B31m.txt", "a%7Fb%C2%85.txt", "%E2%80%AEgpj.exe", "CON.txt", "%F0%9F%98%80"})
    void keepsControlCharactersInTheNameAndOutOfTheDisk(String escaped) {
        String id = client.upload(
                        new Multipart().part("name=\"file\"; filename=\"x\"; filename*=UTF-8''" + escaped, "", HELLO))
                .expect(201)
                .json()
                .getString("file_id");

        assertThat(client.metadata(id).json().getString("original_filename"))
                .isEqualTo(URLDecoder.decode(escaped, StandardCharsets.UTF_8));
        assertThat(element.dataOf(id).getFileName().toString())
                .doesNotContainPattern("[\\p{Cntrl}\\u0080-\\u009F\\u202E]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "ж", "😀"})
    void keepsNamesOf255Bytes(String character) {
        int bytes = character.getBytes(StandardCharsets.UTF_8).length;
        String name = character.repeat(251 / bytes) + ".pdf";

        String id = client.uploadedId(name, HELLO);

        assertThat(client.metadata(id).json().getString("original_filename")).isEqualTo(name);
        assertThat(element.attributesOf(id).getFileName().toString().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(255);
    }

    @Test
    void streamsLargeDocumentsUnchanged() throws Exception {
        byte[] content = new byte[40 * 1024 * 1024 + 17];
        new Random(1).nextBytes(content);

        JsonObject stored = client.upload("large.bin", content).expect(201).json();

        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        assertThat(stored.getString("checksum")).isEqualTo(digest);
        assertThat(client.download(stored.getString("file_id")).bytes()).isEqualTo(content);
    }

    @Test
    void storesManyAtOnceAndCountsThemExactly() {
        long filesBefore = count("live_files");
        long bytesBefore = count("live_bytes");
        List<CompletableFuture<Answer>> uploads = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            byte[] content = new byte[100 + i];
            uploads.add(CompletableFuture.supplyAsync(() -> client.upload("many.bin", content)));
        }

        List<Answer> answers = uploads.stream().map(CompletableFuture::join).toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        assertThat(count("live_files") - filesBefore).isEqualTo(60);
        assertThat(count("live_bytes") - bytesBefore).isEqualTo(60 * 100 + 59 * 60 / 2);
        assertThat(client.get("/api/v1/files").json().getLong("total")).isEqualTo(count("live_files"));
    }

    private long count(String counter) {
        return Long.parseLong(element.value("SELECT " + counter + " FROM artstore." + RunningElement.ID + "_usage"));
    }
}
