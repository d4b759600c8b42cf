package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.RunningElement;
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
        refused(admin.upload("c.txt", new byte[1]), "File upload not allowed in " + mode + " mode");
        refused(admin.patch(id, "{}"), "Metadata update not allowed in " + mode + " mode");
        refused(admin.delete(id), "File deletion not allowed in " + mode + " mode. Only EDIT mode allows deletion.");
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
