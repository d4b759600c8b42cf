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
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything that is kept of a document, and what its bytes were found to be. */
@ExtendWith(ElementExtension.class)
class AttributesIT {
    private static final byte[] PDF = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);

    private final RunningElement element;
    private final ElementClient client;

    AttributesIT(RunningElement element) {
        this.element = element;
        client = element.as(Role.USER);
    }

    @AfterEach
    void leavesNoDebris() {
        element.requireNoDebris();
    }

    @Test
    void areWhatStandsInTheFileBesideTheDocument() throws IOException {
        String id = uploadPdf("{\"case\":{\"no\":17},\"tags\":[\"а\"]}");

        Answer answer = attributes(id);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(new JsonObject(Files.readString(element.attributesOf(id))));
        assertThat(answer.json().getJsonObject("metadata").getJsonObject("case").getInteger("no"))
                .isEqualTo(17);
        assertThat(answer.header("ETag")).isEqualTo(client.metadata(id).header("ETag"));
    }

    @Test
    void haveTheTypeThatTheBytesTellBesideTheDeclaredOne() {
        String id = uploadPdf("{}");

        client.patch(id, "{\"version\":\"2\"}").expect(200);

        JsonObject attributes = attributes(id).json();
        assertThat(attributes.getString("content_type")).isEqualTo("text/html");
        assertThat(attributes.getString("detected_content_type")).isEqualTo("application/pdf");
        assertThat(attributes.getString("version")).isEqualTo("2");
        assertThat(client.metadata(id).json().fieldNames()).hasSize(12);
        assertThat(element.value("SELECT string_agg(document ->> 'detected_content_type', ' ') FROM artstore."
                        + RunningElement.ID + "_changes WHERE file_id = '" + id + "'"))
                .isEqualTo("application/pdf application/pdf");
    }

    @Test
    void areFoundOutForRawUploadsToo() {
        String id = UUID.randomUUID().toString();
        client.put(id + "?filename=a.bin", PDF, "Content-Type", "image/png").expect(201);

        assertThat(attributes(id).json().getString("detected_content_type")).isEqualTo("application/pdf");
    }

    @Test
    void areRefusedWhereTheFileIsGarbageOrTheDocumentAbsent() throws IOException {
        String id = uploadPdf("{}");
        Files.writeString(element.attributesOf(id), "garbage");

        assertThat(attributes(id).status()).isEqualTo(503);
        assertThat(attributes(UUID.randomUUID().toString()).status()).isEqualTo(404);
        assertThat(attributes("17").status()).isEqualTo(422);
        assertThat(element.anonymous()
                        .get("/api/v1/files/" + id + "/attributes")
                        .status())
                .isEqualTo(401);
    }

    private Answer attributes(String id) {
        return client.get("/api/v1/files/" + id + "/attributes");
    }

    private String uploadPdf(String metadata) {
        return client.upload(new Multipart().field("metadata", metadata).file("a.html", "text/html", PDF))
                .expect(201)
                .json()
                .getString("file_id");
    }
}
