package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.Eventually;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.ElementExtension;
import io.artstore.storage.testkit.RawConnection;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RawUploadIT {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final String HELLO_SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private static final String HELLO_DIGEST = "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:";
    private static final String OTHER_DIGEST = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";
    private static final String NAMED = "?filename=a.txt";

    @RegisterExtension
    static final ElementExtension ELEMENT =
            ElementExtension.with(builder -> builder.set("artstore.storage.elements[0].max-file-size", "4MB"));

    private static RunningElement element;
    private static ElementClient client;
    private final String id = UUID.randomUUID().toString();

    @BeforeAll
    static void start(RunningElement started) {
        element = started;
        client = element.as(Role.USER);
    }

    @AfterEach
    void leavesNoDebris() {
        element.requireNoDebris();
    }

    @Test
    void storesTheBodyUnderTheIdWithNameAndTypeOfItsHeaders() {
        byte[] content = new byte[3 * 1024 * 1024 + 7];
        new Random(1).nextBytes(content);

        Answer answer = client.put(
                id,
                content,
                "Content-Type",
                "application/pdf",
                "Content-Disposition",
                "attachment; filename=\"plain.pdf\"; filename*=UTF-8''%D0%BE%D1%82%D1%87%D1%91%D1%82.pdf");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/files/" + id);
        JsonObject metadata = client.metadata(id).json();
        assertThat(metadata.getString("file_id")).isEqualTo(id);
        assertThat(metadata.getString("original_filename")).isEqualTo("отчёт.pdf");
        assertThat(metadata.getString("content_type")).isEqualTo("application/pdf");
        assertThat(client.download(id).bytes()).isEqualTo(content);
    }

    @Test
    void storesAnEmptyBodyWithTheNameOfTheQuery() {
        client.put(id + "?filename=%D0%B0%20b.txt", new byte[0]).expect(201);

        JsonObject metadata = client.metadata(id).json();
        assertThat(metadata.getString("original_filename")).isEqualTo("а b.txt");
        assertThat(metadata.getString("content_type")).isEqualTo("application/octet-stream");
        assertThat(metadata.getLong("file_size")).isZero();
    }

    @Test
    void answersTheSameBytesAgainWithWhatIsStoredAndRefusesOthers() {
        Answer first = client.put(id + NAMED, HELLO, "Content-Digest", HELLO_DIGEST);

        Answer again = client.put(id + "?filename=other.txt", HELLO, "Repr-Digest", HELLO_DIGEST);
        Answer other = client.put(id + NAMED, new byte[3]);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(first.header("Repr-Digest")).isEqualTo(HELLO_DIGEST);
        assertThat(again.header("Repr-Digest")).isEqualTo(HELLO_DIGEST);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().getString("detail")).contains(id, HELLO_SHA256);
        assertThat(client.download(id).bytes()).isEqualTo(HELLO);
    }

    @Test
    void keepsNothingOfABodyThatIsNotTheOneDeclared() {
        List<Path> before = element.files();

        Answer content = client.put(id + NAMED, HELLO, "Content-Digest", OTHER_DIGEST);
        Answer whole = client.put(id + NAMED, HELLO, "Content-Digest", HELLO_DIGEST, "Repr-Digest", OTHER_DIGEST);

        assertThat(List.of(content, whole)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().getString("code")).isEqualTo("CHECKSUM_MISMATCH");
        });
        assertThat(element.files()).isEqualTo(before);
        assertThat(client.metadata(id).status()).isEqualTo(404);
    }

    @Test
    void doesNotReadTrailersAndSoAnswersWithTheDigestToCompare() throws IOException {
        try (RawConnection connection = new RawConnection(element.address())) {
            connection.send("PUT /api/v1/files/" + id + NAMED + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                    + client.authorization() + "\r\nTransfer-Encoding: chunked\r\nTrailer: Repr-Digest\r\n\r\n"
                    + "5\r\nhello\r\n0\r\nRepr-Digest: " + OTHER_DIGEST + "\r\n\r\n");

            String head = connection.head();

            assertThat(head).startsWith("HTTP/1.1 201 ").contains(HELLO_DIGEST);
        }
    }

    @Test
    void createsOnceWhereManyPutTheSameIdAtOnce() {
        List<CompletableFuture<Answer>> puts = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> client.put(id + NAMED, HELLO)))
                .limit(6)
                .toList();

        List<Integer> statuses =
                puts.stream().map(put -> put.join().status()).sorted().toList();

        assertThat(statuses).containsExactly(200, 200, 200, 200, 200, 201);
    }

    @Test
    void letsExactlyOneOfTwoDifferentBodiesWin() {
        CompletableFuture<Answer> other = CompletableFuture.supplyAsync(() -> client.put(id + NAMED, new byte[9]));
        CompletableFuture<Answer> hello = CompletableFuture.supplyAsync(() -> client.put(id + NAMED, HELLO));

        List<Integer> statuses =
                Stream.of(other.join().status(), hello.join().status()).sorted().toList();

        assertThat(statuses).containsExactly(201, 409);
        byte[] winner = hello.join().status() == 201 ? HELLO : new byte[9];
        assertThat(client.download(id).bytes()).isEqualTo(winner);
    }

    @Test
    void refusesWhatTheHeadersAlreadyTell() {
        assertThat(client.put(id, HELLO).status()).isEqualTo(422);
        assertThat(client.put("17" + NAMED, HELLO).status()).isEqualTo(422);
        assertThat(client.put(id + "?filename=" + "n".repeat(501), HELLO).status())
                .isEqualTo(422);
        assertThat(client.put(id + NAMED, HELLO, "Content-Digest", "sha-256=abc")
                        .status())
                .isEqualTo(400);
        assertThat(client.put(id + NAMED, HELLO, "Content-Range", "bytes 0-4/9").status())
                .isEqualTo(400);
        assertThat(client.put(id + NAMED, HELLO, "Content-Encoding", "gzip").status())
                .isEqualTo(415);
        assertThat(element.anonymous().put(id + NAMED, HELLO).status()).isEqualTo(401);
        assertThat(client.metadata(id).status()).isEqualTo(404);
    }

    @Test
    void asksForTheBodyOnlyWhenNothingSpeaksAgainstIt() throws IOException {
        client.put(id + NAMED, HELLO).expect(201);

        assertThat(answerTo(head(5, "Content-Digest: " + OTHER_DIGEST + "\r\n")))
                .startsWith("HTTP/1.1 409 ");
        assertThat(answerTo(head(5L * 1024 * 1024, ""))).startsWith("HTTP/1.1 413 ");
        try (RawConnection connection = new RawConnection(element.address())) {
            connection.send(head(5, "Content-Digest: " + HELLO_DIGEST + "\r\n"));
            assertThat(connection.head()).startsWith("HTTP/1.1 100 ");
            connection.send(HELLO);
            assertThat(connection.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void forgetsAClientThatLeavesHalfwayAndTakesTheIdFromTheNext() throws IOException {
        try (RawConnection connection = new RawConnection(element.address())) {
            connection.send(head(5, ""));
            assertThat(connection.head()).startsWith("HTTP/1.1 100 ");
            connection.send("he");
            Eventually.holds(() -> element.pending() == 1);
            connection.breakOff();
        }

        client.put(id + NAMED, HELLO).expect(201);

        assertThat(client.download(id).bytes()).isEqualTo(HELLO);
    }

    private static String answerTo(String head) throws IOException {
        try (RawConnection connection = new RawConnection(element.address())) {
            return connection.send(head).head();
        }
    }

    private String head(long length, String headers) {
        return "PUT /api/v1/files/" + id + NAMED + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                + client.authorization() + "\r\nContent-Length: " + length + "\r\nExpect: 100-continue\r\n"
                + headers + "\r\n";
    }
}
