package io.artstore.storage.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.Documents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeCodecTest {
    @Test
    void writesTheOriginalsFormToTheByte() {
        byte[] file = AttributeCodec.encode(Documents.report());

        assertThat(new String(file, StandardCharsets.UTF_8)).isEqualTo(fixture("v1-report"));
    }

    @Test
    void readsWhatTheOriginalWrote() {
        AttributeDocument document = AttributeCodec.decode(bytes("v1-report"));

        assertThat(document).isEqualTo(Documents.report());
    }

    @Test
    void readsVersionTwoAndKeepsWhatItAddsAcrossAnEdit() {
        AttributeDocument document = AttributeCodec.decode(bytes("v2-custom-attributes"));

        AttributeDocument edited = AttributeCodec.decode(AttributeCodec.encode(document.edited(
                "new", document.version(), Map.of("tags", List.of("a")), Instant.parse("2026-11-23T00:00:00Z"))));

        assertThat(edited.description()).isEqualTo("new");
        assertThat(edited.version()).isEqualTo("2");
        assertThat(edited.tags()).containsExactly("a");
        assertThat(edited.extra())
                .containsEntry("schema_version", "2.0")
                .containsEntry("custom_attributes", Map.of("project", "Альфа", "pages", 12));
    }

    @Test
    void toleratesWhatTheOriginalsReaderTolerates() {
        AttributeDocument document = AttributeCodec.decode(bytes("v1-loose"));

        assertThat(document.sizeBytes()).isEqualTo(5);
        assertThat(document.createdAt()).isEqualTo(Instant.parse("2026-11-22T12:47:47Z"));
        assertThat(document.updatedAt()).isEqualTo(Instant.ofEpochSecond(1_800_000_000));
        assertThat(document.metadata()).isEmpty();
        assertThat(document.sha256()).isEqualTo(Documents.report().sha256());
        assertThat(document.extra()).containsEntry("unknown_key", true);
    }

    @Test
    void keepsNumbersAsTheyWereWritten() {
        AttributeDocument document = AttributeCodec.decode(fixture("v1-report")
                .replace("\"metadata\": {}", "\"metadata\": {\"n\": 12345678901234567890.10}")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(new String(AttributeCodec.encode(document), StandardCharsets.UTF_8))
                .contains("\"n\": 12345678901234567890.10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bad-empty | not a JSON object",
                "bad-array | not a JSON object",
                "bad-cut-off | not a JSON object",
                "bad-checksum | 'checksum' is not 64 hexadecimal digits",
                "bad-negative-size | 'file_size' is not zero or more",
                "bad-missing-file-id | has no 'file_id'",
                "bad-created-at | 'created_at' is not a moment",
                "bad-schema-3 | schema_version",
                "bad-metadata-list | 'metadata' is not an object",
            })
    void refusesDamagedFiles(String fixture, String reason) {
        byte[] file = bytes(fixture);

        assertThatThrownBy(() -> AttributeCodec.decode(file))
                .isInstanceOf(DamagedAttributesException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesFilesThatTheOriginalWouldRefuseForTheirSize() {
        byte[] file = " ".repeat(4097).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> AttributeCodec.decode(file)).hasMessageContaining("4097 bytes, more than 4096");
    }

    private static String fixture(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) {
        try (InputStream file = AttributeCodecTest.class.getResourceAsStream("/attributes/" + name + ".attr.json")) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
