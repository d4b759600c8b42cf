package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.JobClient;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The attribute file of a listed document is gone. What it said is never made up from the row, and the data stays. */
class MissingAttributesIT {
    private static final byte[] CONTENT = {1, 2, 3};
    private static final String OPEN_AGAIN =
            "UPDATE storage_elem_01_wal SET status = 'pending', completed_at = NULL WHERE operation_type = '%s'";

    private final TestPlatform.Builder builder = RunningElement.builder();
    private RunningElement element;
    private String id;
    private Path data;
    private Path attributes;

    @BeforeEach
    void start() throws IOException {
        element = RunningElement.start(builder);
        ElementClient client = element.as(Role.OPERATOR);
        id = client.uploadedId("a.txt", CONTENT);
        client.patch(id, "{\"description\":\"edited\"}").expect(200);
        data = element.dataOf(id);
        attributes = element.attributesOf(id);
        Files.delete(attributes);
    }

    @AfterEach
    void stop() {
        element.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/cache/verify", "/api/v1/cache/rebuild", "/api/v1/transactions/reconcile"})
    void isReportedAndNothingIsTouched(String path) {
        JobClient jobs = new JobClient(element);

        JsonObject job = jobs.finished(path, "{\"apply\": true}");

        assertThat(jobs.rules(job)).containsExactly("attributes_missing " + id);
        everythingIsLeft();
    }

    @Test
    void undoesAnEditThatWasCutShortAndLeavesTheDocumentListed() {
        restartWithPending("file_update");

        assertThat(status("file_update")).isEqualTo("rolled_back");
        everythingIsLeft();
    }

    @Test
    void undoesADeletionThatWasCutShortBeforeItTookAnything() {
        element.execute("INSERT INTO storage_elem_01_wal (transaction_id, operation_type, status, file_id,"
                + " operation_data) SELECT gen_random_uuid(), 'file_delete', 'pending', file_id, jsonb_build_object("
                + "'recoverable', true, 'relative_path', storage_path || storage_filename) FROM storage_elem_01_files");

        restart();

        assertThat(status("file_delete")).isEqualTo("rolled_back");
        everythingIsLeft();
    }

    private void everythingIsLeft() {
        ElementClient client = element.as(Role.OPERATOR);
        assertThat(client.metadata(id).expect(200).json().getString("description"))
                .isEqualTo("edited");
        assertThat(client.download(id).expect(200).bytes()).isEqualTo(CONTENT);
        assertThat(client.get("/api/v1/files/" + id + "/attributes").status()).isEqualTo(503);
        assertThat(client.patch(id, "{\"version\":\"2\"}").status()).isEqualTo(503);
        assertThat(data).hasBinaryContent(CONTENT);
        assertThat(attributes).doesNotExist();
        element.requireNoDebris();
    }

    private void restartWithPending(String operation) {
        element.execute(OPEN_AGAIN.formatted(operation));
        restart();
    }

    private void restart() {
        element.platform().stop();
        element = RunningElement.start(builder);
    }

    private String status(String operation) {
        return element.value(
                "SELECT status FROM storage_elem_01_wal WHERE operation_type = '" + operation + "' LIMIT 1");
    }
}
