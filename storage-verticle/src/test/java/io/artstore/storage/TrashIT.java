package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What was deleted is gone for readers at once, and destroyed only when the grace is over. */
class TrashIT {
    private static final byte[] CONTENT = {1, 2, 3, 4, 5};
    private static final String AGE = "UPDATE artstore.storage_elem_01_trash SET deleted_at = now() - interval ";

    @Test
    void keepsWhatWasDeletedUntilTheGraceIsOverAndCountsIt() throws IOException {
        TestPlatform.Builder builder = RunningElement.builder().set(RunningElement.TRASH_GRACE, "1h");
        RunningElement element = RunningElement.start(builder);
        ElementClient client = element.as(Role.OPERATOR);
        String id = client.uploadedId("victim.txt", CONTENT);
        Path data = element.dataOf(id);

        client.delete(id).expect(204);

        assertThat(client.download(id).status()).isEqualTo(404);
        assertThat(data).doesNotExist();
        assertThat(inTrash(element, data.getFileName())).hasBinaryContent(CONTENT);
        assertThat(inTrash(element, Path.of(data.getFileName() + ".attr.json"))).exists();
        assertThat(element.value("SELECT file_id || ' ' || size_bytes || ' ' || deleted_by || ' ' || original_filename"
                        + " FROM artstore.storage_elem_01_trash"))
                .isEqualTo(id + " 5 sub-operator victim.txt");
        counted(client, 0, 5);

        element = again(element, builder, AGE + "'59 minutes'");
        counted(element.as(Role.OPERATOR), 0, 5);
        element = again(element, builder, AGE + "'61 minutes'");
        counted(element.as(Role.OPERATOR), 0, 0);
        element.requireNoDebris();
        element.close();
    }

    @Test
    void keepsEveryDeletionOfOneIdApart() {
        try (RunningElement element =
                RunningElement.start(RunningElement.builder().set(RunningElement.TRASH_GRACE, "1h"))) {
            ElementClient client = element.as(Role.OPERATOR);
            String id = UUID.randomUUID().toString();

            for (int round = 0; round < 2; round++) {
                client.put(id + "?filename=same.txt", new byte[] {(byte) round}).expect(201);
                client.delete(id).expect(204);
            }

            assertThat(element.names(".trash")).hasSize(2);
            counted(client, 0, 2);
        }
    }

    @Test
    void leavesAloneWhatNoDeletionPutThere() throws IOException {
        TestPlatform.Builder builder = RunningElement.builder();
        RunningElement element = RunningElement.start(builder);
        Path stranger = Files.createDirectory(
                element.base().resolve(".trash").resolve(UUID.randomUUID().toString()));
        Files.write(stranger.resolve("data"), CONTENT);

        element.platform().stop();
        element = RunningElement.start(builder);

        assertThat(stranger.resolve("data")).hasBinaryContent(CONTENT);
        element.close();
    }

    private static void counted(ElementClient client, long used, long trash) {
        JsonObject info = client.get("/api/v1/info").json();
        assertThat(info.getLong("used_bytes")).isEqualTo(used);
        assertThat(info.getLong("trash_bytes")).isEqualTo(trash);
        assertThat(client.get("/api/v1/capacity")
                        .json()
                        .getJsonObject("capacity")
                        .getLong("trash"))
                .isEqualTo(trash);
    }

    private static Path inTrash(RunningElement element, Path name) {
        List<String> entries = element.names(".trash");
        assertThat(entries).hasSize(1);
        return element.base().resolve(".trash").resolve(entries.get(0)).resolve(name);
    }

    private static RunningElement again(RunningElement element, TestPlatform.Builder builder, String sql) {
        element.execute(sql);
        element.platform().stop();
        return RunningElement.start(builder);
    }
}
