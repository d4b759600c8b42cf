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
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits by RFC 7396, beside the checkpoint's. */
@ExtendWith(ElementExtension.class)
class MergePatchIT {
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final RunningElement element;
    private final ElementClient client;
    private String id;

    MergePatchIT(RunningElement element) {
        this.element = element;
        client = element.as(Role.USER);
    }

    @BeforeEach
    void upload() {
        id = client.upload(new Multipart()
                        .file("a.txt", new byte[1])
                        .field("description", "old")
                        .field("version", "1")
                        .field("metadata", "{\"case\":{\"no\":17,\"court\":\"Тверской\"},\"tags\":[\"a\"]}"))
                .expect(201)
                .json()
                .getString("file_id");
    }

    @AfterEach
    void leavesNoDebris() {
        element.requireNoDebris();
    }

    @Test
    void clearsWhatIsNullAndLeavesWhatIsAbsent() {
        JsonObject after = merge("{\"description\":null}").expect(200).json();

        assertThat(after.getValue("description")).isNull();
        assertThat(after.getString("version")).isEqualTo("1");
        assertThat(metadata()).isEqualTo("{\"case\":{\"no\":17,\"court\":\"Тверской\"},\"tags\":[\"a\"]}");
    }

    @Test
    void changesMembersOfTheMetadataOneByOne() {
        merge("{\"metadata\":{\"case\":{\"no\":18,\"court\":null},\"tags\":[\"b\",\"в\"],\"n\":1.50}}")
                .expect(200);

        assertThat(metadata()).isEqualTo("{\"case\":{\"no\":18},\"tags\":[\"b\",\"в\"],\"n\":1.5}");
        assertThat(element.value("SELECT document ->> 'tags' FROM artstore." + RunningElement.ID
                        + "_changes WHERE change_type = 'updated' AND file_id = '" + id + "'"))
                .isEqualTo("[\"b\", \"в\"]");
    }

    @Test
    void clearsAllMetadata() {
        merge("{\"metadata\":null}").expect(200);

        assertThat(metadata()).isEqualTo("{}");
    }

    @Test
    void keepsTheCheckpointsMeaningForOrdinaryJson() {
        client.patch(id, "{\"description\":null,\"metadata\":{\"n\":null},\"other\":1}")
                .expect(200);

        assertThat(client.metadata(id).json().getString("description")).isEqualTo("old");
        assertThat(metadata()).isEqualTo("{\"n\":null}");
    }

    @Test
    void honoursIfMatchAndSaysWhatIsKnownAlready() {
        String tag = client.metadata(id).header("ETag");

        Answer edited = merge("{\"version\":\"2\"}", "If-Match", tag);
        Answer stale = merge("{\"version\":\"3\"}", "If-Match", tag);
        Answer weak = merge("{\"version\":\"3\"}", "If-Match", "W/" + edited.header("ETag"));

        assertThat(edited.status()).isEqualTo(200);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(weak.status()).isEqualTo(412);
        Answer known = client.get("/api/v1/files/" + id, "If-None-Match", edited.header("ETag"));
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.header("ETag")).isEqualTo(edited.header("ETag"));
        assertThat(known.bytes()).isEmpty();
        assertThat(client.get("/api/v1/files/" + id, "If-None-Match", tag).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"original_filename\":\"b\"} | body.original_filename",
                "{\"version\":5} | body.version",
                "{\"metadata\":[1]} | body.metadata",
                "[] | body",
                "null | body",
            })
    void refusesWhatCannotBeApplied(String patch, String location) {
        Answer answer = merge(patch);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("location"))
                .isEqualTo(location);
        assertThat(client.metadata(id).json().getString("version")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/json-patch+json",
                "application/x-www-form-urlencoded",
                "multipart/form-data"
            })
    void refusesOtherTypesAndNamesThoseItTakes(String contentType) {
        Answer answer = client.patch(id, "{}", "Content-Type", contentType);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Accept-Patch")).isEqualTo("application/json, " + MERGE_PATCH);
    }

    private Answer merge(String patch, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = MERGE_PATCH;
        return client.patch(id, patch, all);
    }

    /** As the attribute file has it, which is the truth. */
    private String metadata() {
        try {
            return new JsonObject(Files.readString(element.attributesOf(id)))
                    .getJsonObject("metadata")
                    .encode();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
