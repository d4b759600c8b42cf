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
import io.artstore.storage.testkit.StaticTokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ElementExtension.class)
class DownloadIT {
    private static final byte[] DIGITS = "0123456789".getBytes(StandardCharsets.US_ASCII);
    private static final String SHA256 = "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882";
    private static final String REPR_DIGEST = "sha-256=:hNiYd/DUBB77a/kaFvAkjy/Vc+avBcGflr7bn4gveII=:";
    private static final String ETAG = "\"" + SHA256 + "\"";

    private static final String NOTHING_IN_FLIGHT =
            "http_server_requests_in_flight{listener=\"storage/storage_elem_01\"} 0";

    private static RunningElement element;
    private static ElementClient client;
    private static String digits;

    @BeforeAll
    static void start(RunningElement started) {
        element = started;
        client = element.as(Role.USER);
        digits = client.upload(new Multipart().file("цифры.txt", "text/plain", DIGITS))
                .json()
                .getString("file_id");
    }

    @Test
    void sendsTheDocumentWithAllThatIsKnownOfIt() {
        Answer answer = client.download(digits);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEqualTo(DIGITS);
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.header("Content-Length")).isEqualTo("10");
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"_____.txt\"; filename*=UTF-8''%D1%86%D0%B8%D1%84%D1%80%D1%8B.txt");
        assertThat(answer.header("ETag")).isEqualTo(ETAG);
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(answer.header("Repr-Digest")).isEqualTo(REPR_DIGEST);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Last-Modified")).endsWith(" GMT");
    }

    @AfterEach
    void leavesNothingOpen() {
        element.requireNothingOpen();
    }

    @Test
    void aTicketOpensItsDocumentWithoutAToken() {
        String path = "/api/v1/files/" + digits + "/download?ticket="
                + StaticTokens.ticket(Role.READONLY, RunningElement.ID, digits, 60);
        ElementClient nobody = new ElementClient(element.address(), "");
        ElementClient withRubbish = new ElementClient(element.address(), "rubbish");

        assertThat(nobody.get(path).expect(200).bytes()).isEqualTo(DIGITS);
        assertThat(nobody.head(path).expect(200).header("Content-Length")).isEqualTo("10");
        assertThat(withRubbish.get(path).expect(200).bytes()).isEqualTo(DIGITS);
    }

    @Test
    void aTicketOpensNothingElse() {
        ElementClient nobody = new ElementClient(element.address(), "");
        String other = client.uploadedId("other.txt", DIGITS);
        String ticket = StaticTokens.ticket(Role.ADMIN, RunningElement.ID, digits, 60);
        String elsewhere = StaticTokens.ticket(Role.ADMIN, "storage_elem_02", digits, 60);
        String expired = StaticTokens.ticket(Role.ADMIN, RunningElement.ID, digits, 0);
        String file = "/api/v1/files/" + digits;

        nobody.get("/api/v1/files/" + other + "/download?ticket=" + ticket).expect(401);
        nobody.get(file + "/download?ticket=" + elsewhere).expect(401);
        nobody.get(file + "/download?ticket=" + expired).expect(401);
        nobody.get(file + "/download?ticket=" + StaticTokens.of(Role.ADMIN)).expect(401);
        nobody.get(file + "/download?ticket=").expect(401);
        nobody.get(file + "/download?ticket=" + ticket + "&ticket=" + ticket).expect(422);
        nobody.get(file + "?ticket=" + ticket).expect(401);
        nobody.get("/api/v1/files?ticket=" + ticket).expect(401);
        new ElementClient(element.address(), ticket).get(file).expect(401);
        new ElementClient(element.address(), ticket).get(file + "/download").expect(401);
        client.get(file + "/download?ticket=" + expired).expect(401);
    }

    @Test
    void answersHeadLikeGetWithoutTheBytes() {
        Answer head = client.head("/api/v1/files/" + digits + "/download");
        Answer get = client.download(digits);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.bytes()).isEmpty();
        for (String header : new String[] {
            "Content-Length", "Content-Type", "ETag", "Repr-Digest", "Last-Modified", "Content-Disposition"
        }) {
            assertThat(head.header(header)).as(header).isEqualTo(get.header(header));
        }
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-3, 0123, 0-3", "bytes=8-, 89, 8-9", "bytes=-1, 9, 9-9", "bytes=2-100, 23456789, 2-9"})
    void sendsASingleRange(String range, String bytes, String contentRange) {
        Answer answer = client.download(digits, "Range", range);

        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.text()).isEqualTo(bytes);
        assertThat(answer.header("Content-Range")).isEqualTo("bytes " + contentRange + "/10");
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(bytes.length()));
        assertThat(answer.header("ETag")).isEqualTo(ETAG);
    }

    @Test
    void refusesARangeOutside() {
        Answer answer = client.download(digits, "Range", "bytes=10-");

        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.header("Content-Range")).isEqualTo("bytes */10");
        assertThat(answer.json().getString("code")).isEqualTo("RANGE_NOT_SATISFIABLE");
    }

    @Test
    void sendsSeveralRangesAsPartsThatEachSayWhatTheyAre() {
        Answer answer = client.download(digits, "Range", "bytes=8-, 0-1,2-2,50-60");

        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.header("Content-Type")).startsWith("multipart/byteranges; boundary=");
        String delimiter = "\r\n--" + answer.header("Content-Type").split("boundary=", 2)[1];
        assertThat(answer.text())
                .isEqualTo(delimiter
                        + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 8-9/10\r\n\r\n89"
                        + delimiter
                        + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 0-2/10\r\n\r\n012"
                        + delimiter + "--\r\n");
        assertThat(answer.header("Content-Length"))
                .isEqualTo(Integer.toString(answer.text().length()));
        assertThat(answer.header("Content-Range")).isNull();
        assertThat(answer.header("ETag")).isEqualTo(ETAG);
        assertThat(answer.header("Repr-Digest")).isEqualTo(REPR_DIGEST);
        assertThat(client.download(digits, "Range", "bytes=0-0,9-9", "If-Range", "\"other\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void leavesTheDigestOutWhereItIsNotWanted() {
        assertThat(client.download(digits, "Want-Repr-Digest", "sha-256=0").header("Repr-Digest"))
                .isNull();
        assertThat(client.download(digits, "Want-Repr-Digest", "sha-512=10").header("Repr-Digest"))
                .isEqualTo(REPR_DIGEST);
    }

    @Test
    void doesNotJumpAboutForAThousandRanges() {
        String apart = IntStream.range(0, 1_000)
                .mapToObj(i -> i * 10 + "-" + i * 10)
                .collect(Collectors.joining(",", "bytes=", ""));
        String id = client.uploadedId("ten-thousand", new byte[10_000]);

        assertThat(client.download(id, "Range", apart).status()).isEqualTo(200);
        assertThat(client.download(id, "Range", apart + ",0-").status()).isEqualTo(206);
        assertThat(client.download(id, "Range", apart + ",1".repeat(9_000)).status())
                .isEqualTo(431);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,x", "bytes=x", "lines=1-2"})
    void sendsTheWholeForOtherRanges(String range) {
        Answer answer = client.download(digits, "Range", range);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEqualTo(DIGITS);
    }

    @Test
    void honoursConditions() {
        Answer known = client.download(digits, "If-None-Match", ETAG);
        Answer other = client.download(digits, "If-Match", "\"other\"");
        String lastModified = client.download(digits).header("Last-Modified");

        assertThat(known.status()).isEqualTo(304);
        assertThat(known.header("ETag")).isEqualTo(ETAG);
        assertThat(known.bytes()).isEmpty();
        assertThat(other.status()).isEqualTo(412);
        assertThat(other.header("ETag")).isEqualTo(ETAG);
        assertThat(client.download(digits, "If-Modified-Since", lastModified).status())
                .isEqualTo(304);
        assertThat(client.download(digits, "Range", "bytes=0-0", "If-Range", ETAG)
                        .status())
                .isEqualTo(206);
        assertThat(client.download(digits, "Range", "bytes=0-0", "If-Range", "\"other\"")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\\"; filename=evil.exe; x=\\\".txt", "back\\\\slash.txt", "\u0085\u202E.txt", "50%.txt"})
    void sendsNamesThatTryToBreakOut(String name) {
        String id = client.uploadedId(name, DIGITS);

        Answer answer = client.download(id);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Disposition"))
                .matches("attachment; filename=\"[ !#-\\[\\]-~]*\"(; filename\\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+)?");
    }

    @Test
    void doesNotRepeatTypesThatAreNoHeader() {
        String id = client.upload(new Multipart().file("a", "текст/plain", DIGITS))
                .json()
                .getString("file_id");

        assertThat(client.download(id).expect(200).header("Content-Type")).isEqualTo("application/octet-stream");
    }

    @Test
    void sendsNothingOfADocumentThatIsMissingOrCutShort() throws IOException {
        String missing = client.uploadedId("missing", DIGITS);
        String shorter = client.uploadedId("shorter", DIGITS);
        Files.delete(element.dataOf(missing));
        Files.write(element.dataOf(shorter), Arrays.copyOf(DIGITS, 9));

        for (String id : new String[] {missing, shorter}) {
            Answer answer = client.download(id);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().getString("detail")).contains(id);
            assertThat(answer.header("ETag")).isNull();
        }
        assertThat(client.head("/api/v1/files/" + missing + "/download").status())
                .isEqualTo(503);
    }

    @Test
    void neverFollowsALinkOutOfTheTree() throws IOException {
        String id = client.uploadedId("linked", DIGITS);
        Path data = element.dataOf(id);
        Path secret = Files.writeString(element.platform().home().resolve("secret"), "0123456789");
        Files.delete(data);
        Files.createSymbolicLink(data, secret);

        assertThat(client.download(id).status()).isEqualTo(503);
        assertThat(element.as(Role.OPERATOR).delete(id).status()).isEqualTo(204);
        assertThat(secret).hasContent("0123456789");
    }

    @Test
    void neverReadsAttributesThroughALink() throws IOException {
        String id = client.uploadedId("linked", DIGITS);
        Path attributes = element.attributesOf(id);
        Path copy = Files.move(attributes, element.platform().home().resolve("copy"));
        Files.createSymbolicLink(attributes, copy);

        assertThat(client.get("/api/v1/files/" + id + "/attributes").status()).isEqualTo(503);
        assertThat(client.patch(id, "{\"version\":\"1\"}").status()).isEqualTo(503);
        assertThat(client.download(id).status()).isEqualTo(200);
        assertThat(element.as(Role.OPERATOR).delete(id).status()).isEqualTo(204);
        assertThat(copy).isNotEmptyFile();
    }

    @Test
    void servesADocumentWhoseAttributesWereSpoiltByHand() throws IOException {
        String id = client.uploadedId("spoilt", DIGITS);
        Files.writeString(element.attributesOf(id), "{\"file_id\": 17");

        assertThat(client.download(id).bytes()).isEqualTo(DIGITS);
        assertThat(client.metadata(id).status()).isEqualTo(200);
        assertThat(element.as(Role.OPERATOR).delete(id).status()).isEqualTo(204);
    }

    @Test
    void tellsWhatDoesNotExist() {
        Answer absent = client.download("00000000-0000-4000-8000-000000000000");
        Answer noId = client.download("not-an-id");

        assertThat(absent.status()).isEqualTo(404);
        assertThat(absent.json().getString("detail")).isEqualTo("File 00000000-0000-4000-8000-000000000000 not found");
        assertThat(noId.status()).isEqualTo(422);
    }

    @Test
    void sendsLargeDocumentsToSlowReaders() throws IOException {
        byte[] content = new byte[8 * 1024 * 1024];
        Arrays.fill(content, (byte) 'x');
        String id = client.uploadedId("large", content);

        try (RawConnection connection = new RawConnection(element.address())) {
            connection.send("GET /api/v1/files/" + id + "/download HTTP/1.1\r\nHost: x\r\nAuthorization: "
                    + client.authorization() + "\r\n\r\n");
            assertThat(connection.head()).startsWith("HTTP/1.1 200 ");
            connection.breakOff();
        }

        try (RawConnection connection = new RawConnection(element.address())) {
            connection.send("GET /api/v1/files/" + id + "/download HTTP/1.1\r\nHost: x\r\nRange: bytes=9-,1-2\r\n"
                    + "Authorization: " + client.authorization() + "\r\n\r\n");
            assertThat(connection.head()).startsWith("HTTP/1.1 206 ");
            connection.breakOff();
        }

        assertThat(client.download(id).bytes()).isEqualTo(content);
        assertThat(client.download(id, "Range", "bytes=9-,1-2").bytes()).hasSizeGreaterThan(content.length - 9);
        Eventually.holds(() -> client.get("/metrics").text().contains(NOTHING_IN_FLIGHT));
    }

    @Test
    void needsAToken() {
        assertThat(element.anonymous().download(digits).status()).isEqualTo(401);
        assertThat(element.as(Role.READONLY).download(digits).status()).isEqualTo(200);
    }
}
