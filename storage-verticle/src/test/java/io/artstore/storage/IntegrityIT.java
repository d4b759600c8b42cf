package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.storage.IntegrityFailure;
import io.artstore.common.security.Role;
import io.artstore.common.testkit.Eventually;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.ElementExtension;
import io.artstore.storage.testkit.Heard;
import io.artstore.storage.testkit.RawConnection;
import io.artstore.storage.testkit.RunningElement;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever reads gets the bytes that were stored, or a problem; never something else that looks like them. */
@ExtendWith(ElementExtension.class)
class IntegrityIT {
    private static final byte[] CONTENT = "0123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int LARGE = 32 << 20;

    private final RunningElement element;
    private final ElementClient client;

    private List<IntegrityFailure> alarms;

    IntegrityIT(RunningElement element) {
        this.element = element;
        client = element.as(Role.OPERATOR);
    }

    @BeforeEach
    void listen() {
        alarms = Heard.events(element, IntegrityFailure.EVENT, IntegrityFailure::fromEvent);
    }

    @Test
    void sendsNothingOfADocumentThatIsMissingOrCutShortAndSaysSoAloud() throws IOException {
        String missing = client.uploadedId("missing", CONTENT);
        String shorter = client.uploadedId("shorter", CONTENT);
        Files.delete(element.dataOf(missing));
        Files.write(element.dataOf(shorter), Arrays.copyOf(CONTENT, 9));

        refused(missing, "missing");
        refused(shorter, "wrong_size");

        assertThat(client.get("/metrics").text())
                .contains("artstore_storage_integrity_failures_total{damage=\"missing\",element=\"storage_elem_01\","
                        + "found_by=\"download\"} ");
    }

    @Test
    void sendsNothingOfASmallDocumentWithAChangedByte() throws IOException {
        String id = client.uploadedId("changed", CONTENT);
        Files.write(element.dataOf(id), "0123456780".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        refused(id, "wrong_digest");
    }

    @Test
    void missesASmallDocumentSoonAfterItWasSentFromMemory() throws IOException {
        String id = client.uploadedId("vanished", CONTENT);
        assertThat(client.download(id).expect(200).bytes()).isEqualTo(CONTENT);
        Files.delete(element.dataOf(id));

        Eventually.holds(() -> client.download(id).status() == 503);

        refused(id, "missing");
    }

    private void refused(String fileId, String damage) {
        Answer answer = client.download(fileId);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().getString("code")).isEqualTo("DOCUMENT_DAMAGED");
        assertThat(answer.json().getString("damage")).isEqualTo(damage);
        assertThat(answer.header("ETag")).isNull();
        assertThat(client.head("/api/v1/files/" + fileId + "/download").status())
                .isEqualTo(503);
        Eventually.holds(() -> alarms.stream()
                .anyMatch(alarm -> alarm.fileId().equals(fileId)
                        && alarm.damage().equals(damage)
                        && alarm.foundBy().equals("download")));
    }

    @Test
    void breaksTheConnectionWhereTheFileIsCutWhileItIsSent() throws IOException {
        String id = client.uploadedId("large", new byte[LARGE]);
        Path data = element.dataOf(id);
        try (RawConnection connection = new RawConnection(element.address())) {
            connection.send("GET /api/v1/files/" + id + "/download HTTP/1.1\r\nHost: x\r\nAuthorization: "
                    + client.authorization() + "\r\n\r\n");
            assertThat(connection.head()).contains("content-length: " + LARGE);

            cutTo(data, LARGE / 2);

            assertThat(connection.rest()).isLessThan(LARGE);
        }
        Eventually.holds(() -> alarms.stream().anyMatch(alarm -> alarm.fileId().equals(id)));
        assertThat(client.download(id).status()).isEqualTo(503);
    }

    private static void cutTo(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    @Test
    void neverTakesADeletionUnderWayForDamage() {
        for (int round = 0; round < 20; round++) {
            String id = client.uploadedId("fleeting", CONTENT);
            List<CompletableFuture<Integer>> readers = IntStream.range(0, 4)
                    .mapToObj(reader -> CompletableFuture.supplyAsync(
                            () -> client.download(id).status()))
                    .toList();

            client.delete(id).expect(204);

            assertThat(readers).allSatisfy(status -> assertThat(status.join()).isIn(200, 404));
        }
        assertThat(alarms).isEmpty();
    }

    @Test
    void aDiskThatWentAwayIsNoDamage() throws IOException {
        String id = client.uploadedId("kept", CONTENT);
        Path away = element.base().resolveSibling("away");
        Files.move(element.base(), away);
        try {
            Answer answer = client.download(id);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().getString("code")).isEqualTo("UNAVAILABLE");
        } finally {
            Files.move(away, element.base());
        }
        assertThat(client.download(id).expect(200).bytes()).isEqualTo(CONTENT);
        assertThat(alarms).isEmpty();
    }
}
