package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.security.Role;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.domain.FailPoints.Step;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.RunningElement;
import io.artstore.storage.testkit.StaticTokens;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A step fails while the process goes on: the operation is undone, or what has happened is made good. */
class FailedStepIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final byte[] CONTENT = {1, 2, 3};
    private static final String CHANGES = "artstore.storage_elem_01_changes";

    private static final AtomicReference<Step> FAILING = new AtomicReference<>();
    private static final Vertx VERTX = Vertx.vertx();

    private static TestPlatform.Builder builder;
    private static RunningElement element;
    private static ElementClient client;

    @BeforeAll
    static void start() {
        builder = RunningElement.builder();
        element = RunningElement.start(builder);
        element.platform().stop();
        ModuleContext context = ModuleContext.of(element.platform().config());
        TestPlatform.await(
                VERTX.deployVerticle(new StorageElementVerticle(context, element.settings(), "port", step -> {
                    if (step == FAILING.get()) {
                        throw new IllegalStateException("failing at " + step);
                    }
                })),
                LIMIT);
        client = new ElementClient(
                context.addresses().of("storage/" + RunningElement.ID), StaticTokens.of(Role.OPERATOR));
    }

    @AfterAll
    static void stop() {
        TestPlatform.await(VERTX.close(), LIMIT);
        RunningElement.start(builder).close();
    }

    @AfterEach
    void leavesNoDebris() {
        FAILING.set(null);
        element.requireNoDebris();
        String rows = element.value("SELECT count(*) FROM storage_elem_01_files");
        assertThat(element.files()).hasSize(2 * Integer.parseInt(rows));
        assertThat(client.get("/api/v1/files").json().getLong("total")).isEqualTo(Long.parseLong(rows));
        assertThat(client.get("/api/v1/info").json().getLong("file_count")).isEqualTo(Long.parseLong(rows));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "CREATE_INTENT",
                "CREATE_DATA_STAGED",
                "CREATE_ATTRIBUTES_STAGED",
                "CREATE_DATA_IN_PLACE",
                "CREATE_ATTRIBUTES_IN_PLACE",
                "CREATE_PUBLISHED"
            })
    void undoesACreationThatFailed(Step step) {
        List<Path> before = element.files();
        FAILING.set(step);

        Answer answer = client.upload("a.txt", CONTENT);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.json().getString("detail")).doesNotContain("failing");
        assertThat(element.files()).isEqualTo(before);
        assertThat(element.value("SELECT error_message FROM storage_elem_01_wal WHERE status = 'rolled_back'"
                        + " ORDER BY started_at DESC LIMIT 1"))
                .contains("failing at " + step);
    }

    @ParameterizedTest
    @EnumSource(names = {"DELETE_INTENT", "DELETE_ATTRIBUTES_IN_TRASH", "DELETE_IN_TRASH"})
    void putsADocumentBackWhoseDeletionFailed(Step step) {
        String id = client.uploadedId("a.txt", CONTENT);
        FAILING.set(step);

        assertThat(client.delete(id).status()).isEqualTo(500);

        assertThat(client.download(id).expect(200).bytes()).isEqualTo(CONTENT);
        assertThat(element.attributesOf(id)).exists();
    }

    @Test
    void undoesWhatTheDatabaseRefusesToCommit() {
        String kept = client.uploadedId("kept.txt", CONTENT);
        List<Path> before = element.files();
        element.execute("ALTER TABLE " + CHANGES + " RENAME TO away");
        try {
            assertThat(client.upload("a.txt", CONTENT).status()).isEqualTo(500);
            assertThat(client.delete(kept).status()).isEqualTo(500);
        } finally {
            element.execute("ALTER TABLE artstore.away RENAME TO storage_elem_01_changes");
        }

        assertThat(element.files()).isEqualTo(before);
        assertThat(client.download(kept).status()).isEqualTo(200);
    }

    @Test
    void makesGoodAnEditThatTheDatabaseLearnsOfLate() throws IOException {
        String id = client.uploadedId("a.txt", CONTENT);
        element.execute("ALTER TABLE " + CHANGES + " RENAME TO away");
        try {
            assertThat(client.patch(id, "{\"version\":\"2\"}").status()).isEqualTo(500);
            assertThat(Files.readString(element.attributesOf(id))).contains("\"version\": \"2\"");
        } finally {
            element.execute("ALTER TABLE artstore.away RENAME TO storage_elem_01_changes");
        }

        Eventually.holds(() -> "2".equals(client.metadata(id).json().getString("version")));
    }
}
