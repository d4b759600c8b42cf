package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.testkit.JobClient;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operations lie in a table of their own until they come to an end, and readers see both tables as one log. */
class PendingOperationsIT {
    private static final byte[] CONTENT = {1, 2, 3};
    private static final String WAL = "/api/v1/transactions/wal";

    private final TestPlatform.Builder builder = RunningElement.builder();
    private RunningElement element;
    private String id;

    @BeforeEach
    void start() {
        element = RunningElement.start(builder);
        id = element.as(Role.OPERATOR).uploadedId("a.txt", CONTENT);
    }

    @AfterEach
    void stop() {
        element.close();
    }

    @Test
    void areShownAmongTheOthersInTheOrderOfTheirBegin() {
        UUID older = intent(UUID.randomUUID(), "'{}'", "now() - interval '1 hour'");
        UUID newer = intent(UUID.randomUUID(), "'{}'", "now() + interval '1 hour'");
        String created = committed();

        assertThat(shown("?limit=2")).containsExactly("pending " + newer, "committed " + created);
        assertThat(shown("?limit=2&cursor=" + page("?limit=2").getString("next_cursor")))
                .containsExactly("pending " + older);
        assertThat(shown("?status=pending")).containsExactly("pending " + newer, "pending " + older);
        assertThat(shown("?status=committed")).containsExactly("committed " + created);
        assertThat(shown("?file_id=" + id))
                .containsExactly("pending " + newer, "committed " + created, "pending " + older);
        assertThat(shown("?file_id=" + UUID.randomUUID())).isEmpty();
        forget(older, newer);
    }

    @Test
    void areLeftAloneByARebuild() {
        UUID entry = intent(UUID.randomUUID(), "'{}'", "now()");
        element.execute("DELETE FROM storage_elem_01_files");

        new JobClient(element).finished("/api/v1/cache/rebuild");

        assertThat(element.value("SELECT count(*) FROM storage_elem_01_files")).isEqualTo("0");
        forget(entry);
        new JobClient(element).finished("/api/v1/cache/rebuild");
        assertThat(element.as(Role.USER).download(id).expect(200).bytes()).isEqualTo(CONTENT);
    }

    @Test
    void standInTheHistoryOnceTheyEndAndWithoutTheEventThatWasSent() {
        assertThat(element.pending()).isZero();
        assertThat(element.value("SELECT operation_data ? 'audit' FROM storage_elem_01_wal"))
                .isEqualTo("f");
        assertThat(element.value("SELECT string_agg(status, ',') FROM storage_elem_01_wal"))
                .isEqualTo("committed");
    }

    @Test
    void thatAnEarlierVersionLeftInTheCheckpointsTableAreFinishedWithTheirEvent() {
        element.execute("DELETE FROM artstore.storage_elem_01_audit_outbox");
        element.execute("UPDATE storage_elem_01_wal SET status = 'pending', completed_at = NULL, operation_data ="
                + " operation_data - 'result' || '{\"audit\": \"{\\\"eventType\\\": \\\"file_create\\\","
                + " \\\"data\\\": {}}\"}'");
        element.execute("DELETE FROM storage_elem_01_files");

        restart();

        assertThat(element.pending()).isZero();
        assertThat(shown("")).containsExactly("committed " + committed());
        assertThat(element.as(Role.USER).download(id).expect(200).bytes()).isEqualTo(CONTENT);
        assertThat(element.value("SELECT event -> 'data' ->> 'filename' FROM artstore.storage_elem_01_audit_outbox"
                        + " WHERE event ->> 'eventType' = 'file_create'"))
                .isEqualTo("a.txt");
    }

    /** Which cannot be: but if it were, the operation has not ended. */
    @Test
    void areBelievedWhereTheCheckpointsTableKnowsThemToo() {
        UUID ended = UUID.fromString(committed());
        UUID twice = UUID.randomUUID();
        intent(ended, "'{}'", "now()");
        intent(twice, "'{\"undo\": true}'", "now()");
        element.execute("INSERT INTO storage_elem_01_wal (transaction_id, operation_type, status, operation_data)"
                + " VALUES ('" + twice + "', 'file_create', 'pending', '{}')");

        restart();

        assertThat(element.pending()).isZero();
        assertThat(shown("")).containsExactlyInAnyOrder("rolled_back " + ended, "rolled_back " + twice);
        assertThat(element.value("SELECT operation_data ->> 'undo' FROM storage_elem_01_wal WHERE transaction_id = '"
                        + twice + "'"))
                .isEqualTo("true");
    }

    private UUID intent(UUID entry, String data, String startedAt) {
        element.execute("INSERT INTO artstore.storage_elem_01_intents"
                + " (transaction_id, operation_type, file_id, operation_data, started_at) VALUES ('" + entry
                + "', 'file_update', '" + id + "', " + data + ", " + startedAt + ")");
        return entry;
    }

    private void forget(UUID... entries) {
        for (UUID entry : entries) {
            element.execute("DELETE FROM artstore.storage_elem_01_intents WHERE transaction_id = '" + entry + "'");
        }
    }

    private String committed() {
        return element.value("SELECT transaction_id FROM storage_elem_01_wal WHERE status = 'committed'");
    }

    private JsonObject page(String query) {
        return new JobClient(element).get(WAL + query).expect(200).json();
    }

    private List<String> shown(String query) {
        JsonArray entries = page(query).getJsonArray("transactions");
        return entries.stream()
                .map(JsonObject.class::cast)
                .map(entry -> entry.getString("status") + " " + entry.getString("transaction_id"))
                .toList();
    }

    private void restart() {
        element.platform().stop();
        element = RunningElement.start(builder);
    }
}
