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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no decent client sends. */
class HostileUploadIT {
    private static final byte[] NO_TEXT = {'a', (byte) 0xC3, (byte) 0x28, (byte) 0xFF};

    /** Small, so that the room is the quota's, not that of a disk on which others write too. */
    @RegisterExtension
    static final ElementExtension ELEMENT =
            ElementExtension.with(builder -> builder.set("artstore.storage.elements[0].quota", "8MB"));

    private static RunningElement element;
    private static ElementClient client;
    private List<Path> before;
    private long room;

    @BeforeAll
    static void start(RunningElement started) {
        element = started;
        client = element.as(Role.USER);
    }

    @BeforeEach
    void look() {
        before = element.files();
        room = available();
    }

    @AfterEach
    void leavesNothingBehind() {
        Eventually.holds(() -> element.files().equals(before) && available() == room && nothingPending());
        element.requireNothingOpen();
        element.requireNoDebris();
    }

    private static boolean nothingPending() {
        return element.pending() == 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer garbage", "Bearer a.b.c", "Basic YTpi", "Bearer"})
    void isNotAskedForItsBodyWithATokenThatIsNone(String authorization) throws IOException {
        for (String target : List.of("POST /api/v1/files/upload", "PUT /api/v1/files/" + UUID.randomUUID())) {
            String answer = answerTo(target + " HTTP/1.1\r\nHost: x\r\nAuthorization: " + authorization
                    + "\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 401 ").contains("WWW-Authenticate: Bearer");
        }
    }

    @Test
    void isToldWhichTextIsNoText() {
        for (String field : List.of("description", "version", "metadata", "tags", "checksum", "file_id")) {
            Answer answer = client.upload(
                    new Multipart().part("name=\"" + field + "\"", "", NO_TEXT).file("a", new byte[10]));

            assertThat(answer.status()).as(field).isEqualTo(422);
            JsonObject error = answer.json().getJsonArray("errors").getJsonObject(0);
            assertThat(error.getString("location")).isEqualTo("body." + field);
            assertThat(error.getString("type")).isEqualTo("string_unicode");
        }
    }

    @Test
    void isRefusedWithAFileNameThatIsNoText() {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("--" + Multipart.BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(NO_TEXT);
        form.writeBytes(("\"\r\n\r\nx\r\n--" + Multipart.BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));

        Answer answer = client.post("/api/v1/files/upload", Multipart.CONTENT_TYPE, form.toByteArray());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("detail")).contains("UTF-8");
    }

    @Test
    void isRefusedWithMetadataThatAreEndlessOrBottomless() {
        Multipart endless = new Multipart()
                .field("metadata", "{\"a\":\"" + "x".repeat(1024 * 1024) + "\"}")
                .file("a", new byte[1]);
        Multipart bottomless = new Multipart()
                .field("metadata", "{\"a\":".repeat(40) + "1" + "}".repeat(40))
                .file("a", new byte[1]);

        assertThat(client.upload(endless).status()).isEqualTo(413);
        assertThat(client.upload(bottomless).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: five",
                "Content-Length: -5",
                "Content-Length: 99999999999999999999",
                "Content-Length: 5\r\nContent-Length: 6",
            })
    void isRefusedWithALengthThatIsNone(String length) throws IOException {
        assertThat(answerTo(putWith(length) + "hello")).startsWith("HTTP/1.1 400 ");
    }

    /** The library closes the connection, because it cannot tell where the body ends. */
    @ParameterizedTest
    @ValueSource(strings = {"ZZ\r\nx\r\n", "5\r\nhello\r\n-1\r\n"})
    void isCutOffWithAChunkThatIsNone(String chunks) throws IOException {
        try (RawConnection connection = new RawConnection(element.address())) {
            String answer = connection
                    .send(putWith("Transfer-Encoding: chunked") + chunks)
                    .untilClosed();

            assertThat(answer).doesNotContain(" 200 ", " 201 ");
        }
    }

    private static String putWith(String header) {
        return "PUT /api/v1/files/" + UUID.randomUUID() + "?filename=a HTTP/1.1\r\nHost: x\r\nAuthorization: "
                + client.authorization() + "\r\n" + header + "\r\n\r\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "%00", "..%2F..%2Fetc", "00000000-0000-0000-0000-00000000000g", "{}", "' or 1=1 --"})
    void isRefusedWithAnIdThatIsNone(String id) {
        String path =
                "/api/v1/files/" + id.replace("{", "%7B").replace("}", "%7D").replace(" ", "%20");
        ElementClient operator = element.as(Role.OPERATOR);

        List<Answer> answers = List.of(
                client.get(path),
                client.get(path + "/download"),
                client.get(path + "/attributes"),
                operator.patch(path.substring("/api/v1/files/".length()), "{}"),
                operator.delete(path.substring("/api/v1/files/".length())),
                client.put(path.substring("/api/v1/files/".length()) + "?filename=a", new byte[1]));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(422));
    }

    private static String answerTo(String request) throws IOException {
        try (RawConnection connection = new RawConnection(element.address())) {
            return connection.send(request).head();
        }
    }

    private static long available() {
        return client.get("/api/v1/capacity").json().getJsonObject("capacity").getLong("available");
    }
}
