package io.artstore.storage;

import static io.artstore.storage.domain.FailPoints.Step.RESTORE_ATTRIBUTES_IN_PLACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.domain.FailPoints;
import io.artstore.storage.domain.FailPoints.Step;
import io.artstore.storage.testkit.ChildElement;
import io.artstore.storage.testkit.DeployedElement;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.ElementRemains;
import io.artstore.storage.testkit.RunningElement;
import io.artstore.storage.testkit.StaticTokens;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A restoration that is cut short after any of its steps, by a crash or by a failure, is finished or leaves no trace. */
class RestoreCrashIT {
    private static final byte[] CONTENT = {1, 2, 3, 4, 5};
    private static final String COMMITTED =
            "SELECT status FROM storage_elem_01_wal WHERE operation_type = 'file_restore' ORDER BY started_at DESC LIMIT 1";

    private static TestPlatform.Builder builder;
    private static RunningElement element;

    private String metadata;
    private String victim;
    private List<Path> files;

    @BeforeAll
    static void migrate() {
        builder = RunningElement.builder().set(RunningElement.TRASH_GRACE, "1h");
        element = RunningElement.start(builder);
    }

    @AfterAll
    static void stop() {
        element.close();
    }

    @BeforeEach
    void deleteADocument() {
        ElementClient client = element.as(Role.OPERATOR);
        victim = client.uploadedId("victim.txt", CONTENT);
        metadata = client.metadata(victim).text();
        client.delete(victim).expect(204);
        files = element.files();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "RESTORE_.*")
    void isFinishedOrLeavesTheDocumentInTheTrashWhenTheProcessDies(Step step) {
        element.platform().stop();
        try (ChildElement crashing = ChildElement.dyingAt(step, element)) {
            restore(crashing);
            assertThat(crashing.exitCode()).isEqualTo(ChildElement.KILLED);
        } finally {
            element = RunningElement.start(builder);
        }

        boolean happened = step.compareTo(RESTORE_ATTRIBUTES_IN_PLACE) >= 0;
        assertThat(element.value(COMMITTED)).isEqualTo(happened ? "committed" : "rolled_back");
        everythingIsSound(element.as(Role.OPERATOR), happened);
        assertThat(element.as(Role.OPERATOR).restore(victim).status()).isEqualTo(happened ? 404 : 200);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"RESTORE_INTENT", "RESTORE_DATA_IN_PLACE", "RESTORE_ATTRIBUTES_IN_PLACE", "RESTORE_OUT_OF_TRASH"})
    void leavesTheDocumentInTheTrashWhenAStepFails(Step step) {
        element.platform().stop();
        Vertx vertx = Vertx.vertx();
        try (DeployedElement failing =
                DeployedElement.start(vertx, element, element.base(), failingAt(step), Clock.systemUTC())) {
            Answer answer = failing.as(Role.OPERATOR).restore(victim);

            assertThat(answer.status()).isEqualTo(500);
            everythingIsSound(failing.as(Role.OPERATOR), false);
        } finally {
            TestPlatform.await(vertx.close(), Duration.ofSeconds(20));
            element = RunningElement.start(builder);
        }
        element.as(Role.OPERATOR).restore(victim).expect(200);
    }

    private static FailPoints failingAt(Step failing) {
        return step -> {
            if (step == failing) {
                throw new IllegalStateException("failing at " + step);
            }
        };
    }

    private void restore(ChildElement crashing) {
        try {
            new ElementClient(crashing.awaitAddress(), StaticTokens.of(Role.OPERATOR)).restore(victim);
        } catch (UncheckedIOException diedBeforeItAnswered) {
            assertThat(diedBeforeItAnswered).hasCauseInstanceOf(IOException.class);
        }
    }

    /** The document is either live and whole or in the trash and can be restored; nothing is pending, counters are right. */
    private void everythingIsSound(ElementClient client, boolean live) {
        assertThat(new ElementRemains(element.settings().database(), element.base()).faults(name -> true))
                .isEmpty();
        assertThat(trashed()).isEqualTo(live ? "0" : "1");
        if (!live) {
            assertThat(client.metadata(victim).status()).isEqualTo(404);
            assertThat(element.files()).isEqualTo(files);
        }
        String folders = element.value("SELECT count(*) FROM artstore.storage_elem_01_trash");
        assertThat(element.names(".trash")).hasSize(Integer.parseInt(folders));
        if (live) {
            assertThat(client.metadata(victim).expect(200).text()).isEqualTo(metadata);
            assertThat(client.download(victim).expect(200).bytes()).isEqualTo(CONTENT);
        }
    }

    private String trashed() {
        return element.value("SELECT count(*) FROM artstore.storage_elem_01_trash WHERE file_id = '" + victim + "'");
    }
}
