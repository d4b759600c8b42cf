package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.ElementExtension;
import io.artstore.storage.testkit.Multipart;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be said of a document beyond the checkpoint: its digest, metadata, tags, and an id of the client's choice. */
@ExtendWith(ElementExtension.class)
class UploadFieldsIT {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final String HELLO_SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    private final RunningElement element;
    private final ElementClient client;

    UploadFieldsIT(RunningElement element) {
        this.element = element;
        client = element.as(Role.USER);
    }

    @AfterEach
    void leavesNoDebris() {
        element.requireNoDebris();
    }

    @Test
    void keepsMetadataAndTagsBesideTheDocumentAndShowsTheTagsToTheFeed() throws IOException {
        String id = client.upload(new Multipart()
                        .file("a.txt", HELLO)
                        .field("metadata", "{\"case\":17,\"parties\":[\"Иванов\"]}")
                        .field("tags", "договор")
                        .field("tags", "2026")
                        .field("checksum", HELLO_SHA256.toUpperCase(Locale.ROOT)))
                .expect(201)
                .json()
                .getString("file_id");

        JsonObject attributes = new JsonObject(Files.readString(element.attributesOf(id)));
        assertThat(attributes.getJsonObject("metadata"))
                .isEqualTo(new JsonObject("{\"case\":17,\"parties\":[\"Иванов\"],\"tags\":[\"договор\",\"2026\"]}"));
        String tags = element.value("SELECT document ->> 'tags' FROM artstore." + RunningElement.ID
                + "_changes WHERE file_id = '" + id + "'");
        assertThat(new JsonArray(tags)).isEqualTo(JsonArray.of("договор", "2026"));
    }

    @Test
    void refusesBytesThatAreNotTheOnesDeclaredAndKeepsNothing() {
        List<Path> before = element.files();

        Answer answer =
                client.upload(new Multipart().file("a.txt", HELLO).field("checksum", HELLO_SHA256.replace('2', '3')));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("code")).isEqualTo("CHECKSUM_MISMATCH");
        assertThat(answer.json().getString("detail")).contains(HELLO_SHA256);
        assertThat(element.files()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "checksum | abc",
                "checksum | ''",
                "metadata | [1]",
                "metadata | {\"a\":",
                "metadata | {\"a\":\"\\u0000\"}",
                "tags | ''",
                "file_id | 17",
            })
    void namesTheFieldThatIsWrong(String field, String value) {
        Answer answer = client.upload(new Multipart().field(field, value).file("a.txt", HELLO));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("location"))
                .startsWith("body." + field);
    }

    @Test
    void refusesTagsGivenTwiceAndAnIdBehindTheDocument() {
        Answer twice = client.upload(new Multipart()
                .file("a.txt", HELLO)
                .field("metadata", "{\"tags\":[\"a\"]}")
                .field("tags", "b"));
        Answer late = client.upload(new Multipart().file("a.txt", HELLO).field("file_id", newId()));

        assertThat(twice.status()).isEqualTo(422);
        assertThat(late.status()).isEqualTo(422);
        assertThat(late.json().getJsonArray("errors").getJsonObject(0).getString("message"))
                .isEqualTo("must stand before the part 'file'");
    }

    @Test
    void refusesMetadataThatDoNotFitBesideTheDocument() {
        Answer answer = client.upload(
                new Multipart().file("a.txt", HELLO).field("metadata", "{\"a\":\"" + "x".repeat(4096) + "\"}"));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().getInteger("attribute_bytes")).isGreaterThan(4096);
    }

    @Test
    void answersARepeatedUploadWithTheStoredDocumentAndRefusesOtherBytes() {
        String id = newId();
        Answer first = client.upload(named(id, "first.txt", HELLO));

        Answer again = client.upload(named(id, "second.txt", HELLO));
        Answer other = client.upload(named(id, "first.txt", new byte[3]));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().getString("file_id")).isEqualTo(id);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().getString("detail")).contains(id, HELLO_SHA256);
        assertThat(client.download(id).bytes()).isEqualTo(HELLO);
    }

    @Test
    void createsOnceWhereManyUploadTheSameIdAtOnce() {
        String id = newId();
        List<CompletableFuture<Answer>> uploads = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> client.upload(named(id, "a.txt", HELLO))))
                .limit(6)
                .toList();

        List<Integer> statuses =
                uploads.stream().map(upload -> upload.join().status()).sorted().toList();

        assertThat(statuses).containsExactly(200, 200, 200, 200, 200, 201);
        assertThat(element.value(
                        "SELECT count(*) FROM artstore." + RunningElement.ID + "_changes WHERE file_id = '" + id + "'"))
                .isEqualTo("1");
    }

    @Test
    void takesAnIdAnewAfterItsDocumentWasDeleted() {
        String id = newId();
        client.upload(named(id, "a.txt", HELLO)).expect(201);
        element.as(Role.OPERATOR).delete(id).expect(204);

        Answer anew = client.upload(named(id, "b.txt", new byte[3]));

        assertThat(anew.status()).isEqualTo(201);
        assertThat(client.download(id).bytes()).isEqualTo(new byte[3]);
    }

    private static Multipart named(String id, String filename, byte[] content) {
        return new Multipart().field("file_id", id).file(filename, content);
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
