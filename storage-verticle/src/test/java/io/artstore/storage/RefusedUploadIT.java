package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.Eventually;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.ElementExtension;
import io.artstore.storage.testkit.Multipart;
import io.artstore.storage.testkit.RawConnection;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with an upload is told, and leaves nothing behind. */
class RefusedUploadIT {
    private static final String UPLOAD = "/api/v1/files/upload";
    private static final int MB = 1024 * 1024;

    @RegisterExtension
    static final ElementExtension ELEMENT =
            ElementExtension.with(builder -> builder.set("artstore.storage.elements[0].quota", "8MB")
                    .set("artstore.storage.elements[0].max-file-size", "4MB"));

    private final RunningElement element;
    private final ElementClient client;
    private List<Path> filesBefore;

    RefusedUploadIT(RunningElement element) {
        this.element = element;
        client = element.as(Role.USER);
    }

    @BeforeEach
    void lookAtTheDisk() {
        filesBefore = element.files();
    }

    @AfterEach
    void leavesNothingBehind() {
        element.requireNoDebris();
        element.requireNothingOpen();
        assertThat(element.files()).isEqualTo(filesBefore);
        assertThat(client.get("/api/v1/files").json().getLong("total")).isZero();
        assertThat(available()).isEqualTo(8L * MB);
    }

    @Test
    void refusesCallersWithoutAToken() {
        Answer answer = element.anonymous().upload("a.txt", new byte[1]);

        problem(answer, 401, "UNAUTHENTICATED");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @ParameterizedTest
    @EnumSource(names = {"AUDITOR", "READONLY"})
    void refusesRolesWithoutTheRight(Role role) {
        problem(element.as(role).upload("a.txt", new byte[1]), 403, "FORBIDDEN");
    }

    @Test
    void refusesFormsWithoutADocument() {
        JsonObject missing = problem(client.upload(new Multipart().field("version", "1")), 422, "VALIDATION_FAILED");
        JsonObject asText = problem(client.upload(new Multipart().field("file", "text")), 422, "VALIDATION_FAILED");

        assertThat(error(missing)).isEqualTo("body.file missing");
        assertThat(error(asText)).isEqualTo("body.file value_error");
    }

    @Test
    void refusesTwoDocumentsInOneForm() {
        Multipart form = new Multipart().file("a", new byte[3 * MB]).file("b", new byte[10]);

        JsonObject problem = problem(client.upload(form), 400, "MALFORMED_REQUEST");

        assertThat(problem.getString("detail")).contains("more than one part named 'file'");
    }

    @Test
    void refusesFormsThatWereCutOff() {
        byte[] form = new Multipart().file("a", "text/plain", new byte[1000]).cutOff();

        problem(client.post(UPLOAD, Multipart.CONTENT_TYPE, form), 400, "MALFORMED_REQUEST");
        problem(client.post(UPLOAD, Multipart.CONTENT_TYPE, new byte[0]), 400, "MALFORMED_REQUEST");
        problem(
                client.post(UPLOAD, Multipart.CONTENT_TYPE, "junk".getBytes(StandardCharsets.UTF_8)),
                400,
                "MALFORMED_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "multipart/mixed; boundary=x"})
    void refusesOtherTypes(String contentType) {
        Answer answer = client.post(UPLOAD, contentType, "{}".getBytes(StandardCharsets.UTF_8));

        problem(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
        assertThat(answer.header("Accept")).isEqualTo("multipart/form-data");
    }

    @Test
    void refusesFormsWithoutBoundary() {
        problem(client.post(UPLOAD, "multipart/form-data", new byte[10]), 400, "MALFORMED_REQUEST");
    }

    @Test
    void refusesNamesAndTextsThatDoNotFit() {
        JsonObject name = problem(client.upload("n".repeat(501), new byte[1]), 422, "VALIDATION_FAILED");
        JsonObject nul = problem(client.upload("a\0b", new byte[1]), 422, "VALIDATION_FAILED");
        JsonObject version = problem(
                client.upload(new Multipart().file("a", new byte[1]).field("version", "v".repeat(51))),
                422,
                "VALIDATION_FAILED");
        JsonObject description = problem(
                client.upload(new Multipart().file("a", new byte[1]).field("description", "a\0b")),
                422,
                "VALIDATION_FAILED");

        assertThat(error(name)).isEqualTo("body.file.filename string_too_long");
        assertThat(error(nul)).isEqualTo("body.file.filename string_unicode");
        assertThat(error(version)).isEqualTo("body.version string_too_long");
        assertThat(error(description)).startsWith("body.description");
    }

    @Test
    void refusesAttributesThatDoNotFitBesideTheDocument() {
        JsonObject problem = problem(
                client.upload(new Multipart().file("a", new byte[1]).field("description", "d".repeat(4000))),
                413,
                "PAYLOAD_TOO_LARGE");

        assertThat(problem.getInteger("attribute_bytes")).isGreaterThan(4096);
        assertThat(problem.getInteger("limit_bytes")).isEqualTo(4096);
    }

    @Test
    void refusesEndlessTexts() {
        Multipart form =
                new Multipart().field("description", "d".repeat(MB + 1)).file("a", new byte[1]);

        problem(client.upload(form), 413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    void refusesDocumentsOverTheLimitWhetherDeclaredOrNot() throws IOException {
        problem(client.upload("large", new byte[4 * MB + 1]), 413, "PAYLOAD_TOO_LARGE");

        try (RawConnection connection = new RawConnection(element.address())) {
            connection.send("POST " + UPLOAD + " HTTP/1.1\r\nHost: x\r\nAuthorization: " + client.authorization()
                    + "\r\nContent-Type: " + Multipart.CONTENT_TYPE + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            byte[] form = new Multipart().file("large", new byte[4 * MB + 1]).toBytes();
            connection
                    .send(Integer.toHexString(form.length) + "\r\n")
                    .send(form)
                    .send("\r\n0\r\n\r\n");
            assertThat(connection.head()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void refusesByDeclaredLengthBeforeAskingForTheBody() throws IOException {
        try (RawConnection connection = new RawConnection(element.address())) {
            connection.send(head(5L * MB, "Expect: 100-continue\r\n"));

            assertThat(connection.head()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void asksForTheBodyOnlyWhenNothingSpeaksAgainstIt() throws IOException {
        byte[] form = new Multipart().field("version", "1").toBytes();
        try (RawConnection connection = new RawConnection(element.address())) {
            connection.send(head(form.length, "Expect: 100-continue\r\n"));
            assertThat(connection.head()).startsWith("HTTP/1.1 100 ");

            connection.send(form);
            assertThat(connection.head()).startsWith("HTTP/1.1 422 ");
        }
    }

    @Test
    void refusesWhatFindsNoRoomAndSaysHowMuchThereIs() throws IOException {
        try (RawConnection first = new RawConnection(element.address())) {
            first.send(head(4L * MB, "")).send("--" + Multipart.BOUNDARY + "\r\n");
            waitUntilAvailableIsBelow(5L * MB);
            try (RawConnection second = new RawConnection(element.address())) {
                second.send(head(4L * MB, "")).send("--" + Multipart.BOUNDARY + "\r\n");
                waitUntilAvailableIsBelow(MB);

                JsonObject problem = problem(client.upload("late", new byte[MB]), 507, "INSUFFICIENT_STORAGE");

                assertThat(problem.getLong("required_bytes")).isPositive();
                assertThat(problem.getLong("available_bytes")).isLessThan(MB);
                second.breakOff();
            }
            first.breakOff();
        }
        Eventually.holds(() -> available() == 8L * MB);
    }

    @Test
    void cleansUpAfterClientsThatLeaveInTheMiddle() throws IOException {
        byte[] form = new Multipart().file("a", new byte[2 * MB]).cutOff();
        try (RawConnection connection = new RawConnection(element.address())) {
            connection.send(head(3L * MB, "")).send(form);
            Eventually.holds(() -> element.files().size() > filesBefore.size());
            connection.breakOff();
        }

        Eventually.holds(() -> element.files().equals(filesBefore) && available() == 8L * MB);
        Eventually.holds(() -> element.pending() == 0);
    }

    private String head(long contentLength, String headers) {
        return "POST " + UPLOAD + " HTTP/1.1\r\nHost: x\r\nAuthorization: " + client.authorization()
                + "\r\nContent-Type: " + Multipart.CONTENT_TYPE + "\r\nContent-Length: " + contentLength + "\r\n"
                + headers + "\r\n";
    }

    private static JsonObject problem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().getString("code")).isEqualTo(code);
        return answer.json();
    }

    private static String error(JsonObject problem) {
        JsonObject error = problem.getJsonArray("errors").getJsonObject(0);
        return error.getString("location") + " " + error.getString("type");
    }

    private long available() {
        return client.get("/api/v1/capacity").json().getJsonObject("capacity").getLong("available");
    }

    private void waitUntilAvailableIsBelow(long bytes) {
        Eventually.holds(() -> available() < bytes);
    }
}
