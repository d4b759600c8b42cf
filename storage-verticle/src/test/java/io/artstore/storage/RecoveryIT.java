package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.contract.storage.Change;
import io.artstore.common.contract.storage.ChangeFeedApi;
import io.artstore.common.contract.storage.ChangePage;
import io.artstore.common.security.Role;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.testkit.RunningElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an element finds when it starts: entries of the original, rows without changes, a disk that is not there. */
class RecoveryIT {
    private static final byte[] CONTENT = {1, 2, 3};

    private final TestPlatform.Builder builder = RunningElement.builder();
    private RunningElement element;

    @BeforeEach
    void start() {
        element = RunningElement.start(builder);
    }

    @AfterEach
    void stop() {
        element.close();
    }

    @Test
    void takesOverWhatTheOriginalDidAndNeverFinishedWritingDown() {
        String listed = upload();
        String unlisted = upload();
        pendingCreate(listed);
        pendingCreate(unlisted);
        element.execute("DELETE FROM storage_elem_01_files WHERE file_id = '" + unlisted + "'");

        restart();

        for (String id : new String[] {listed, unlisted}) {
            assertThat(element.as(Role.USER).download(id).expect(200).bytes()).isEqualTo(CONTENT);
            assertThat(status(id)).isEqualTo("committed");
        }
        element.requireNoDebris();
    }

    @Test
    void touchesNoFileOfTheOriginalThatProvesNothing() throws IOException {
        String id = upload();
        Path data = element.dataOf(id);
        pendingCreate(id);
        Files.delete(element.attributesOf(id));
        element.execute("DELETE FROM storage_elem_01_files WHERE file_id = '" + id + "'");

        restart();

        assertThat(data).hasBinaryContent(CONTENT);
        assertThat(status(id)).isEqualTo("rolled_back");
        assertThat(element.as(Role.USER).metadata(id).status()).isEqualTo(404);
    }

    @Test
    void undoesAnOwnCreationWhoseDataIsNotWhatItsAttributesSay() throws IOException {
        String id = upload();
        Path data = element.dataOf(id);
        Files.write(data, new byte[] {1, 2, 4});
        element.execute(
                "UPDATE storage_elem_01_wal SET status = 'pending', completed_at = NULL WHERE file_id = '" + id + "'");
        element.execute("DELETE FROM storage_elem_01_files WHERE file_id = '" + id + "'");

        restart();

        assertThat(status(id)).isEqualTo("rolled_back");
        assertThat(data).doesNotExist();
    }

    @Test
    void acknowledgesADeletionOfTheOriginalThatHasHappened() {
        UUID gone = UUID.randomUUID();
        String present = upload();
        pendingDelete(gone.toString());
        pendingDelete(present);

        restart();

        assertThat(status(gone.toString())).isEqualTo("committed");
        assertThat(element.as(Role.USER).download(present).status()).isEqualTo(200);
        element.requireNoDebris();
    }

    @Test
    void feedsRowsThatTheOriginalWrote() {
        String id = upload();
        element.execute(
                "UPDATE storage_elem_01_files SET metadata_json = '{\"tags\": [\"x\"]}' WHERE file_id = '" + id + "'");
        element.execute("DELETE FROM artstore.storage_elem_01_changes");

        restart();

        ChangePage page = TestPlatform.await(
                ChangeFeedApi.client(element.platform().vertx(), RunningElement.ID)
                        .changes("", 10),
                Duration.ofSeconds(10));
        assertThat(page.changes()).extracting(Change::fileId).containsExactly(id);
        assertThat(page.changes().get(0).document().tags()).containsExactly("x");
    }

    @Test
    void doesNotStartOnADiskThatIsNotThere() throws IOException {
        upload();
        element.platform().stop();
        Path base = element.base();
        Files.move(base, base.resolveSibling("unmounted"));

        assertThatThrownBy(builder::startAgain)
                .hasStackTraceContaining("holds no document, and the database lists 1. Is the disk mounted");

        deleteTree(base);
        Files.move(base.resolveSibling("unmounted"), base);
        element = RunningElement.start(builder);
    }

    private String upload() {
        return element.as(Role.USER).uploadedId("a.txt", CONTENT);
    }

    /** An entry as the original wrote it: without what tells how to undo it. */
    private void pendingCreate(String id) {
        element.execute("UPDATE storage_elem_01_wal SET status = 'pending', completed_at = NULL,"
                + " operation_data = operation_data - 'recoverable' - 'result' WHERE file_id = '" + id + "'");
    }

    private void pendingDelete(String id) {
        element.execute("INSERT INTO storage_elem_01_wal (transaction_id, operation_type, status, file_id,"
                + " operation_data) VALUES ('" + UUID.randomUUID() + "', 'file_delete', 'pending', '" + id
                + "', '{\"relative_path\": \"2025/01/01/01/x\"}')");
    }

    private String status(String id) {
        return element.value(
                "SELECT status FROM storage_elem_01_wal WHERE file_id = '" + id + "' ORDER BY started_at DESC LIMIT 1");
    }

    private void restart() {
        element.platform().stop();
        element = RunningElement.start(builder);
    }

    private static void deleteTree(Path tree) throws IOException {
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
