package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.RunningElement;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every answer to an upload says what it promises. */
class DurabilityIT {
    @Test
    void promisesEverythingByDefaultInTheCheckpointsWords() {
        try (RunningElement element = RunningElement.start()) {
            Answer stored = element.as(Role.USER).upload("a.txt", new byte[1]).expect(201);

            assertThat(stored.header("ArtStore-Durability")).isEqualTo("always");
            assertThat(stored.json().fieldNames())
                    .containsExactly("file_id", "original_filename", "file_size", "checksum", "message");
            assertThat(element.anonymous().get("/api/v1/info").json().getString("durability"))
                    .isEqualTo("always");
        }
    }

    @Test
    void saysOfEveryUploadThatItPromisesLess() {
        try (RunningElement element = RunningElement.start(
                RunningElement.builder().set("artstore.storage.elements[0].durability", "relaxed"))) {
            ElementClient client = element.as(Role.USER);
            String target = UUID.randomUUID() + "?filename=b.txt";

            relaxed(client.upload("a.txt", new byte[1]).expect(201));
            relaxed(client.put(target, new byte[1]).expect(201));
            relaxed(client.put(target, new byte[1]).expect(200));

            assertThat(element.anonymous().get("/api/v1/info").json().getString("durability"))
                    .isEqualTo("relaxed");
        }
    }

    private static void relaxed(Answer answer) {
        assertThat(answer.header("ArtStore-Durability")).isEqualTo("relaxed");
        assertThat(answer.json().getString("durability")).isEqualTo("relaxed");
    }
}
