package io.artstore.storage;

import static io.artstore.storage.domain.FailPoints.Step.CREATE_ATTRIBUTES_IN_PLACE;
import static io.artstore.storage.domain.FailPoints.Step.DELETE_COMMITTED;
import static io.artstore.storage.domain.FailPoints.Step.UPDATE_ATTRIBUTES_IN_PLACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.domain.FailPoints.Step;
import io.artstore.storage.testkit.ChildElement;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.RunningElement;
import io.artstore.storage.testkit.StaticTokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The process dies right after a step; the next start finds everything that was acknowledged, and nothing half done. */
class CrashIT {
    private static final byte[] CONTENT = {1, 2, 3, 4, 5};

    private static TestPlatform.Builder builder;
    private static RunningElement element;

    private ElementClient client;
    private String kept;

    @BeforeAll
    static void migrate() {
        builder = RunningElement.builder();
        element = RunningElement.start(builder);
    }

    @AfterAll
    static void stop() {
        element.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "CREATE_.*")
    void aCreationIsFinishedOrLeavesNoTrace(Step step) throws Exception {
        prepare();
        long before = listed();

        crashIn(step, crashing -> crashing.upload("новый.txt", CONTENT));

        boolean happened = step.compareTo(CREATE_ATTRIBUTES_IN_PLACE) >= 0;
        assertThat(listed() - before).isEqualTo(happened ? 1 : 0);
        if (happened) {
            JsonObject created = files().getJsonObject(0);
            assertThat(created.getString("original_filename")).isEqualTo("новый.txt");
            assertThat(client.download(created.getString("file_id")).expect(200).bytes())
                    .isEqualTo(CONTENT);
        }
        everythingIsSound();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "UPDATE_.*")
    void anEditIsFinishedOrLeavesNoTrace(Step step) throws Exception {
        prepare();
        String before = client.metadata(kept).text();

        crashIn(step, crashing -> crashing.patch(kept, "{\"description\":\"edited\",\"metadata\":{\"n\":1}}"));

        boolean happened = step.compareTo(UPDATE_ATTRIBUTES_IN_PLACE) >= 0;
        String description = happened ? "edited" : null;
        assertThat(client.metadata(kept).json().getString("description")).isEqualTo(description);
        assertThat(new JsonObject(Files.readString(element.attributesOf(kept))).getString("description"))
                .isEqualTo(description);
        assertThat(client.metadata(kept).text().equals(before)).isEqualTo(!happened);
        everythingIsSound();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "DELETE_.*")
    void aDeletionIsFinishedOrTheDocumentIsBack(Step step) throws Exception {
        prepare();
        String victim = client.uploadedId("victim.txt", CONTENT);

        crashIn(step, crashing -> crashing.delete(victim));

        boolean happened = step.compareTo(DELETE_COMMITTED) >= 0;
        assertThat(client.metadata(victim).status()).isEqualTo(happened ? 404 : 200);
        if (!happened) {
            assertThat(client.download(victim).expect(200).bytes()).isEqualTo(CONTENT);
            assertThat(element.attributesOf(victim)).exists();
        }
        everythingIsSound();
    }

    private void prepare() {
        client = element.as(Role.OPERATOR);
        kept = client.uploadedId("kept.txt", CONTENT);
    }

    /** An operation in a process that dies at the step, and the element started again after it. */
    private void crashIn(Step step, java.util.function.Consumer<ElementClient> operation) throws Exception {
        element.platform().stop();
        try (ChildElement crashing = ChildElement.dyingAt(step, element)) {
            operation(crashing, operation);
            assertThat(crashing.exitCode()).isEqualTo(ChildElement.KILLED);
        } finally {
            element = RunningElement.start(builder);
            client = element.as(Role.OPERATOR);
        }
    }

    private static void operation(ChildElement crashing, java.util.function.Consumer<ElementClient> operation) {
        try {
            operation.accept(new ElementClient(crashing.awaitAddress(), StaticTokens.of(Role.OPERATOR)));
        } catch (UncheckedIOException diedBeforeItAnswered) {
            assertThat(diedBeforeItAnswered).hasCauseInstanceOf(IOException.class);
        }
    }

    private void everythingIsSound() {
        everyCommitIsTold();
        element.requireNoDebris();
        assertThat(client.download(kept).expect(200).bytes()).isEqualTo(CONTENT);
        String rows = element.value("SELECT count(*) FROM storage_elem_01_files");
        assertThat(element.value("SELECT live_files FROM artstore.storage_elem_01_usage"))
                .isEqualTo(rows);
        assertThat(element.value("SELECT live_bytes FROM artstore.storage_elem_01_usage"))
                .isEqualTo(element.value("SELECT coalesce(sum(file_size), 0) FROM storage_elem_01_files"));
        assertThat(element.files()).hasSize(2 * Integer.parseInt(rows));
        assertThat(element.value("SELECT count(*) FROM storage_elem_01_files f WHERE NOT EXISTS (SELECT FROM"
                        + " artstore.storage_elem_01_changes c WHERE c.file_id = f.file_id)"))
                .isEqualTo("0");
    }

    /** Whatever was committed is told, once, and nothing else is; without admin the events lie where they were written. */
    private static void everyCommitIsTold() {
        String told = "(SELECT count(*) FROM artstore.storage_elem_01_audit_outbox o"
                + " WHERE o.event ->> 'eventId' = w.transaction_id::text)";
        assertThat(element.value("SELECT count(*) FROM storage_elem_01_wal w WHERE " + told
                        + " <> CASE WHEN status = 'committed' THEN 1 ELSE 0 END"))
                .isEqualTo("0");
        assertThat(element.value("SELECT count(*) FROM artstore.storage_elem_01_audit_outbox WHERE event ->>"
                        + " 'eventType' = 'file_create' AND event -> 'data' ->> 'sha256' IS NULL"))
                .isEqualTo("0");
    }

    private long listed() {
        return client.get("/api/v1/files").json().getLong("total");
    }

    private JsonArray files() {
        return client.get("/api/v1/files?limit=1").json().getJsonArray("files");
    }
}
