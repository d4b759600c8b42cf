package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.CloudEvent;
import io.artstore.common.contract.storage.ElementAnnouncement;
import io.artstore.common.security.Role;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.RawConnection;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ModesIT {
    private static final String MODE = "artstore.storage.elements[0].mode";
    private static final String SET_MODE = "UPDATE storage_elem_01_config SET current_mode = ";

    @Test
    void allowsInEachModeWhatTheCheckpointSaysAndTheDatabasesModeWins() {
        TestPlatform.Builder builder = RunningElement.builder().set(MODE, "rw");
        RunningElement element = RunningElement.start(builder);
        String id = element.as(Role.USER).uploadedId("a.txt", new byte[1]);
        readWrite(element, id);

        element = again(element, builder, "ro");
        readOnly(element, id, "ro");
        assertThat(element.as(Role.USER).download(id).status()).isEqualTo(200);

        element = again(element, builder, "ar");
        readOnly(element, id, "ar");
        refused(element.as(Role.USER).download(id), "File download not allowed in ar mode");

        element = again(element, builder, "edit");
        assertThat(element.as(Role.OPERATOR).delete(id).status()).isEqualTo(204);
        element.close();
    }

    @Test
    void changesItsModeOneWayOnlyAndTellsEverybody() {
        TestPlatform.Builder builder = RunningElement.builder().set(MODE, "edit");
        RunningElement element = RunningElement.start(builder);
        refusedTransition(element, "ro");
        element = again(element, builder, "rw");
        List<String> announced = announcedModes(element);
        refusedTransition(element, "ar");
        refusedTransition(element, "edit");
        assertThat(element.as(Role.OPERATOR).changeMode(wanted("ro")).status()).isEqualTo(403);
        assertThat(element.as(Role.ADMIN).changeMode("{\"mode\":\"RO\"}").status())
                .isEqualTo(422);

        Answer changed = element.as(Role.ADMIN).changeMode(wanted("ro")).expect(200);

        assertThat(changed.json().fieldNames())
                .containsExactly("message", "previous_mode", "new_mode", "changed_at", "changed_by");
        assertThat(changed.json().getString("previous_mode")).isEqualTo("rw");
        assertThat(changed.json().getString("new_mode")).isEqualTo("ro");
        Eventually.holds(() -> announced.contains("ro"));
        assertThat(element.as(Role.USER).upload("c.txt", new byte[1]).status()).isEqualTo(400);
        assertThat(element.as(Role.ADMIN).changeMode(wanted("ro")).status()).isEqualTo(409);
        requireKept(element, changed.json().getString("changed_by"));
        element.as(Role.ADMIN).changeMode(wanted("ar")).expect(200);
        refusedTransition(element, "rw");
        element.platform().stop();
        element = RunningElement.start(builder);
        assertThat(element.anonymous().get("/").json().getString("mode")).isEqualTo("ar");
        element.close();
    }

    @Test
    void letsADeletionBeTakenBackByThoseWhoMayDeleteInTheMode() {
        TestPlatform.Builder builder = RunningElement.builder().set(MODE, "rw").set(RunningElement.TRASH_GRACE, "1h");
        RunningElement element = RunningElement.start(builder);
        String id = element.as(Role.USER).uploadedId("a.txt", new byte[1]);
        element.as(Role.ADMIN).delete(id).expect(204);

        refused(element.as(Role.OPERATOR).restore(id), "File restoration not allowed in rw mode");
        element.as(Role.ADMIN).restore(id).expect(200);
        element.as(Role.ADMIN).delete(id).expect(204);
        element.as(Role.ADMIN).changeMode(wanted("ro")).expect(200);
        refused(element.as(Role.ADMIN).restore(id), "File restoration not allowed in ro mode");

        assertThat(element.as(Role.ADMIN).get("/api/v1/trash").expect(200).text())
                .contains(id);
        element.close();
    }

    @Test
    void leavesTheArchiveOnlyWhereTheConfigurationSaysSoTwice() {
        TestPlatform.Builder builder = RunningElement.builder().set(MODE, "rw");
        RunningElement element = RunningElement.start(builder);
        element = again(element, builder, "ar");
        assertThat(element.anonymous().get("/").json().getString("mode")).isEqualTo("ar");
        element.platform().stop();

        element = RunningElement.start(builder.set("artstore.storage.elements[0].leave-archive", "true"));

        assertThat(element.anonymous().get("/").json().getString("mode")).isEqualTo("rw");
        assertThat(element.value("SELECT user_id || ' ' || (operation_data ->> 'previous_mode')"
                        + " FROM storage_elem_01_wal WHERE operation_type = 'mode_change'"))
                .isEqualTo("configuration ar");
        assertThat(element.value("SELECT event -> 'actor' ->> 'type' || ' ' || (event -> 'data' ->> 'previous_mode')"
                        + " FROM artstore.storage_elem_01_audit_outbox"
                        + " WHERE event ->> 'eventType' = 'storage_element_mode_change'"))
                .isEqualTo("SYSTEM ar");
        element.as(Role.ADMIN).changeMode(wanted("ro")).expect(200);
        Answer again = element.as(Role.ADMIN).changeMode(wanted("ar")).expect(409);
        assertThat(again.json().getString("detail")).contains("leave-archive");
        element.close();
    }

    private static String wanted(String mode) {
        return "{\"mode\":\"" + mode + "\",\"reason\":\"the year is over\"}";
    }

    private static List<String> announcedModes(RunningElement element) {
        List<String> modes = new CopyOnWriteArrayList<>();
        TestPlatform.await(
                element.platform()
                        .vertx()
                        .eventBus()
                        .<JsonObject>consumer(
                                CloudEvent.address(ElementAnnouncement.EVENT),
                                event -> modes.add(ElementAnnouncement.fromEvent(CloudEvent.fromJson(event.body()))
                                        .mode()))
                        .completion(),
                Duration.ofSeconds(5));
        return modes;
    }

    private static void refusedTransition(RunningElement element, String mode) {
        Answer answer = element.as(Role.ADMIN).changeMode(wanted(mode));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("code")).isEqualTo("MODE_NOT_ALLOWED");
        assertThat(answer.json().getJsonObject("allowed_transitions"))
                .isEqualTo(new JsonObject("{\"ar\":[],\"edit\":[],\"ro\":[\"ar\"],\"rw\":[\"ro\"]}"));
    }

    private static void requireKept(RunningElement element, String by) {
        assertThat(element.value("SELECT current_mode || ' ' || mode_changed_by FROM storage_elem_01_config"))
                .isEqualTo("ro " + by);
        assertThat(element.value("SELECT count(*) FROM artstore.storage_elem_01_changes"
                        + " WHERE change_type = 'mode_changed' AND file_id IS NULL"))
                .isEqualTo("1");
        assertThat(element.value("SELECT status || ' ' || user_id || ' ' || (operation_data ->> 'reason')"
                        + " FROM storage_elem_01_wal WHERE operation_type = 'mode_change'"))
                .isEqualTo("committed sub-admin the year is over");
    }

    private static void readWrite(RunningElement element, String id) {
        ElementClient operator = element.as(Role.OPERATOR);
        assertThat(operator.patch(id, "{\"version\":\"1\"}").status()).isEqualTo(200);
        refused(operator.delete(id), "File deletion not allowed in rw mode. Only EDIT mode allows deletion.");
        String other = operator.uploadedId("b.txt", new byte[1]);
        assertThat(element.as(Role.ADMIN).delete(other).status()).isEqualTo(204);
    }

    private static void readOnly(RunningElement element, String id, String mode) {
        ElementClient admin = element.as(Role.ADMIN);
        assertThat(admin.get("/").json().getString("mode")).isEqualTo(mode);
        assertThat(admin.metadata(id).status()).isEqualTo(200);
        refusedBeforeTheBody(element);
        refused(admin.upload("c.txt", new byte[1]), "File upload not allowed in " + mode + " mode");
        refused(admin.patch(id, "{}"), "Metadata update not allowed in " + mode + " mode");
        refused(admin.delete(id), "File deletion not allowed in " + mode + " mode. Only EDIT mode allows deletion.");
    }

    /** The body is not asked for where the mode refuses it. */
    private static void refusedBeforeTheBody(RunningElement element) {
        try (RawConnection connection = new RawConnection(element.address())) {
            connection.send("PUT /api/v1/files/00000000-0000-4000-8000-000000000000?filename=a HTTP/1.1\r\nHost: x\r\n"
                    + "Authorization: " + element.as(Role.USER).authorization()
                    + "\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n");
            assertThat(connection.head()).startsWith("HTTP/1.1 400 ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refused(Answer answer, String sentence) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("code")).isEqualTo("MODE_NOT_ALLOWED");
        assertThat(answer.json().getString("detail")).startsWith(sentence);
    }

    private static RunningElement again(RunningElement element, TestPlatform.Builder builder, String mode) {
        element.execute(SET_MODE + "'" + mode + "'");
        element.platform().stop();
        return RunningElement.start(builder);
    }
}
