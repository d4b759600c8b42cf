package io.artstore.storage.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContentTypeDetectorTest {
    private static final String ZIP = "PK\3\4 and so on";

    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of("%PDF-1.7 hello", "a.pdf", "application/pdf"),
                Arguments.of("%PDF-1.7 hello", "a.txt", "application/pdf"),
                Arguments.of("%PDF-1.7 hello", "", "application/pdf"),
                Arguments.of("%PDF-1.7 hello", "../\u202Efdp.exe", "application/pdf"),
                Arguments.of("%PDF-1.7 hello", "отчёт.pdf", "application/pdf"),
                Arguments.of("%PDF-1.7 hello", "drawing.ai", "application/illustrator"),
                Arguments.of("GIF89a", "a.gif", "image/gif"),
                Arguments.of("GIF89a", "a.pdf", "image/gif"),
                Arguments.of("<!DOCTYPE html><html>", "report.docx", "text/html"),
                Arguments.of("привет, мир", "a.txt", "text/plain"),
                Arguments.of("привет, мир", "a.pdf", "text/plain"),
                Arguments.of("a;b;c", "table.csv", "text/csv"),
                Arguments.of("{\"a\":1}", "a.json", "application/json"),
                Arguments.of(
                        ZIP, "договор.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
                Arguments.of(ZIP, "a.exe", "application/zip"),
                Arguments.of("\1\2\3\0", "a.pdf", "application/octet-stream"),
                Arguments.of("\0".repeat(DocumentHead.BYTES), "a.mp4", "application/octet-stream"),
                Arguments.of("", "a.pdf", "application/octet-stream"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void believesTheBytesAndTheNameOnlyWhereTheyAllowIt(String head, String name, String type) throws IOException {
        assertThat(ContentTypeDetector.typeOf(head.getBytes(StandardCharsets.UTF_8), name))
                .isEqualTo(type);
    }
}
