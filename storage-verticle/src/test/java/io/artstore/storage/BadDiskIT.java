package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.domain.FailPoints;
import io.artstore.storage.testkit.DeployedElement;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.RunningElement;
import io.artstore.storage.testkit.disk.DiskChange;
import io.artstore.storage.testkit.disk.DiskChange.Kind;
import io.artstore.storage.testkit.disk.FailingDisk;
import io.artstore.storage.testkit.disk.RecordingFileSystem;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A disk that is full or has become read-only: the caller is told, and nothing half-made stays. */
class BadDiskIT {
    private static final int MB = 1024 * 1024;
    private static final Vertx VERTX = Vertx.vertx();

    private static final FailingDisk DISK = new FailingDisk();
    private static RunningElement stopped;
    private static DeployedElement element;
    private static ElementClient client;
    private static String kept;
    private List<Path> before;

    @BeforeAll
    static void start() throws IOException {
        stopped = RunningElement.start();
        stopped.platform().stop();
        Path base = RecordingFileSystem.over(stopped.base(), DISK);
        element = DeployedElement.start(VERTX, stopped, base, FailPoints.NONE, Clock.systemUTC());
        client = element.as(Role.OPERATOR);
        kept = client.uploadedId("kept.txt", new byte[] {1, 2, 3});
    }

    @AfterAll
    static void stop() {
        element.close();
        TestPlatform.await(VERTX.close(), Duration.ofSeconds(20));
        stopped.close();
    }

    @BeforeEach
    void lookAtTheDisk() {
        before = stopped.files();
    }

    @AfterEach
    void leavesNothingBehind() {
        DISK.mend();
        stopped.requireNothingOpen();
        Eventually.holds(() -> stopped.files().equals(before) && nothingPending());
        assertThat(client.get("/api/v1/info").json().getLong("used_bytes")).isEqualTo(3);
        assertThat(client.download(kept).expect(200).bytes()).containsExactly(1, 2, 3);
        assertThat(client.metadata(kept).json().getValue("version")).isNull();
        client.delete(client.uploadedId("again.txt", new byte[1])).expect(204);
        Eventually.holds(() -> stopped.files().equals(before));
    }

    private static boolean nothingPending() {
        return stopped.pending() == 0;
    }

    @Test
    void tellsThatTheDiskBecameFullInTheMiddleOfADocument() {
        AtomicLong room = new AtomicLong(2L * MB);
        DISK.refuse(
                change -> change.kind() == Kind.WRITE && room.addAndGet(-change.content().length) < 0,
                FailingDisk.FULL);

        full(client.upload("large.bin", new byte[8 * MB]));

        assertThat(stopped.names(".staging")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE, .data",
        "SYNC, .data",
        "CREATE, .attr.json",
        "WRITE, .attr.json",
        "SYNC, .attr.json",
        "RENAME, .data",
        "RENAME, .attr.json",
    })
    void undoesAnUploadForWhichThereIsNoRoomWhereverThatShows(Kind kind, String suffix) {
        refuse(kind, suffix);

        full(client.upload("a.txt", new byte[10]));
    }

    @Test
    void changesNothingWhereThereIsNoRoomForTheChange() {
        refuse(Kind.WRITE, ".attr.json");
        full(client.patch(kept, "{\"version\":\"2\"}"));

        DISK.refuse(
                change -> change.kind() == Kind.MAKE_FOLDER && change.path().startsWith(".trash"), FailingDisk.FULL);
        full(client.delete(kept));
    }

    @Test
    void refusesWritersAndServesReadersWhileTheDiskIsReadOnly() {
        DISK.refuse(change -> true, FailingDisk.READ_ONLY);

        unavailable(client.upload("a.txt", new byte[10]));
        unavailable(client.patch(kept, "{\"version\":\"2\"}"));

        assertThat(client.download(kept).status()).isEqualTo(200);
        assertThat(client.metadata(kept).status()).isEqualTo(200);
    }

    private static void refuse(Kind kind, String suffix) {
        DISK.refuse(change -> change.kind() == kind && endsWith(change, suffix), FailingDisk.FULL);
    }

    private static boolean endsWith(DiskChange change, String suffix) {
        return change.path().getFileName().toString().endsWith(suffix);
    }

    private static void full(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(507);
        assertThat(answer.json().getString("code")).isEqualTo("INSUFFICIENT_STORAGE");
        assertThat(answer.json().getString("detail")).isEqualTo("the disk of this storage element is full");
    }

    private static void unavailable(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.json().getString("code")).isEqualTo("UNAVAILABLE");
        assertThat(answer.json().getString("detail")).contains("cannot be written");
    }
}
