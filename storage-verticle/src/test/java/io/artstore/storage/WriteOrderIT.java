package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.domain.FailPoints.Step;
import io.artstore.storage.domain.StorageFolder;
import io.artstore.storage.testkit.Chronicle;
import io.artstore.storage.testkit.Chronicle.Acknowledged;
import io.artstore.storage.testkit.Chronicle.Moment;
import io.artstore.storage.testkit.DatabaseStates;
import io.artstore.storage.testkit.DeployedElement;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementRemains;
import io.artstore.storage.testkit.RunningElement;
import io.artstore.storage.testkit.disk.RecordingFileSystem;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order a write touches the disk and the database: nothing is built on what a loss of power could take away. */
class WriteOrderIT {
    private static final Instant NOW = Instant.now();
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    private static Path folder;

    private static RunningElement stopped;
    private static DatabaseStates database;
    private static Chronicle chronicle;
    private static DeployedElement element;
    private static ElementClient client;
    private static int afterTheFirst;

    @BeforeAll
    static void start() throws IOException, SQLException {
        stopped = RunningElement.start();
        stopped.platform().stop();
        database = new DatabaseStates(new ElementRemains(stopped.settings().database(), folder));
        chronicle = new Chronicle(database);
        Path base = RecordingFileSystem.over(folder, chronicle).resolve("new/element");
        element = DeployedElement.start(VERTX, stopped, base, chronicle, Clock.fixed(NOW, ZoneOffset.UTC));
        client = element.as(Role.OPERATOR);
        create("first.txt");
        afterTheFirst = now();
    }

    @AfterAll
    static void stop() throws SQLException {
        element.close();
        TestPlatform.await(VERTX.close(), Duration.ofSeconds(20));
        database.close();
        stopped.close();
    }

    @Test
    void aNewElementIsOnTheMediumWithTheFoldersAboveIt() {
        assertThat(told(0))
                .startsWith(
                        "make folder new",
                        "make folder element",
                        "sync new",
                        "sync ",
                        "make folder .staging",
                        "sync element",
                        "make folder .trash",
                        "sync element");
    }

    @Test
    void aCreationIsDurableBeforeItIsCommittedAndCommittedBeforeItIsAnswered() {
        int before = now();

        String id = create("created.txt");

        List<String> told = told(before);
        assertThat(told).containsSubsequence("CREATE_INTENT", "create .staging/ENTRY.attr.json");
        assertThat(told)
                .filteredOn(step -> !step.equals("CREATE_INTENT"))
                .containsExactly(
                        "create .staging/ENTRY.data",
                        "write .staging/ENTRY.data",
                        "sync .staging/ENTRY.data",
                        "CREATE_DATA_STAGED",
                        "create .staging/ENTRY.attr.json",
                        "write .staging/ENTRY.attr.json",
                        "sync .staging/ENTRY.attr.json",
                        "CREATE_ATTRIBUTES_STAGED",
                        "rename .staging/ENTRY.data to HOUR/DOCUMENT",
                        "CREATE_DATA_IN_PLACE",
                        "rename .staging/ENTRY.attr.json to HOUR/DOCUMENT.attr.json",
                        "CREATE_ATTRIBUTES_IN_PLACE",
                        "sync HOUR",
                        "CREATE_PUBLISHED",
                        "CREATE_COMMITTED",
                        "answer");
        assertThat(row(before, Step.CREATE_PUBLISHED, id)).isNull();
        assertThat(row(before, Step.CREATE_COMMITTED, id)).isNotNull();
    }

    @Test
    void theFoldersOfANewHourAreDurableBeforeADocumentIsMovedThere() {
        assertThat(told(0, afterTheFirst))
                .containsSubsequence(
                        "make folder YEAR",
                        "make folder MONTH",
                        "make folder DAY",
                        "make folder HOUR",
                        "sync DAY",
                        "sync MONTH",
                        "sync YEAR",
                        "sync element",
                        "rename .staging/ENTRY.data to HOUR/DOCUMENT",
                        "sync HOUR",
                        "CREATE_COMMITTED",
                        "answer");
    }

    @Test
    void anEditIsDurableBeforeItIsCommittedAndCommittedBeforeItIsAnswered() {
        String id = create("edited.txt");
        int before = now();

        client.patch(id, "{\"description\":\"new\"}").expect(200);
        chronicle.acknowledged("edited.txt");

        assertThat(told(before))
                .containsExactly(
                        "UPDATE_INTENT",
                        "create .staging/ENTRY.attr.json",
                        "write .staging/ENTRY.attr.json",
                        "sync .staging/ENTRY.attr.json",
                        "UPDATE_ATTRIBUTES_STAGED",
                        "rename .staging/ENTRY.attr.json to HOUR/DOCUMENT.attr.json",
                        "sync HOUR",
                        "UPDATE_ATTRIBUTES_IN_PLACE",
                        "UPDATE_COMMITTED",
                        "answer");
        assertThat(row(before, Step.UPDATE_ATTRIBUTES_IN_PLACE, id).getString("description"))
                .isNull();
        assertThat(row(before, Step.UPDATE_COMMITTED, id).getString("description"))
                .isEqualTo("new");
    }

    @Test
    void aDeletionIsDurableInTheTrashBeforeItIsCommittedAndCommittedBeforeItIsAnswered() {
        String id = create("deleted.txt");
        int before = now();

        client.delete(id).expect(204);
        chronicle.acknowledged("deleted.txt");

        assertThat(told(before))
                .containsExactly(
                        "DELETE_INTENT",
                        "make folder .trash/ENTRY",
                        "sync .trash",
                        "sync element",
                        "rename HOUR/DOCUMENT.attr.json to .trash/ENTRY/DOCUMENT.attr.json",
                        "DELETE_ATTRIBUTES_IN_TRASH",
                        "rename HOUR/DOCUMENT to .trash/ENTRY/DOCUMENT",
                        "sync .trash/ENTRY",
                        "sync HOUR",
                        "DELETE_IN_TRASH",
                        "DELETE_COMMITTED",
                        "answer");
        assertThat(row(before, Step.DELETE_IN_TRASH, id)).isNotNull();
        assertThat(row(before, Step.DELETE_COMMITTED, id)).isNull();
    }

    private static String create(String name) {
        String id = client.uploadedId(name, new byte[] {1});
        chronicle.acknowledged(name);
        return id;
    }

    private static int now() {
        return chronicle.moments().size();
    }

    /** The document's row as it was just before the step was reported; null where there was none. */
    private static JsonObject row(int from, Step step, String id) {
        String database = chronicle.moments().stream()
                .skip(from)
                .filter(moment -> moment.event() == step)
                .map(Moment::databaseBefore)
                .findFirst()
                .orElseThrow();
        return new JsonObject(database)
                .getJsonArray("public.storage_elem_01_files").stream()
                        .map(JsonObject.class::cast)
                        .filter(row -> row.getString("file_id").equals(id))
                        .findFirst()
                        .orElse(null);
    }

    private static List<String> told(int from) {
        return told(from, now());
    }

    /** What happened, with the names of one run replaced by what they mean. */
    private static List<String> told(int from, int to) {
        return chronicle.moments().subList(from, to).stream()
                .map(Moment::event)
                .map(event -> event instanceof Acknowledged ? "answer" : event.toString())
                .map(WriteOrderIT::withoutNames)
                // In the background, at any time after the answer.
                .filter(event -> !event.startsWith("remove .trash/") && !event.equals("DELETE_TRASH_EMPTIED"))
                .toList();
    }

    private static String withoutNames(String event) {
        String text = event.replace("new/element/", "")
                .replaceAll("new/element$", "element")
                .replaceAll("[^/ ]+_[0-9]{8}T[0-9]{6}_[^/ ]+?[.]txt", "DOCUMENT")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ENTRY");
        String[] folders = {"HOUR", "DAY", "MONTH", "YEAR"};
        Path folder = Path.of(StorageFolder.of(NOW));
        for (String name : folders) {
            text = text.replace(folder.toString(), name);
            folder = folder.getParent();
        }
        return text;
    }
}
