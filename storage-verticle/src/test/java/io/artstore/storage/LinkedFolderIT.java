package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.JobClient;
import io.artstore.storage.testkit.RunningElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A symbolic link stands in place of a folder on the way to documents: nothing is read or written through it. */
class LinkedFolderIT {
    private static final byte[] CONTENT = {1, 2, 3};

    private final TestPlatform.Builder builder = RunningElement.builder().set(RunningElement.TRASH_GRACE, "1h");
    private RunningElement element;
    private ElementClient client;
    private String id;
    private String deleted;
    private Path year;
    private Path outside;
    private Map<Path, String> before;

    @BeforeEach
    void replaceTheFolderOfTheYearByALink() throws IOException {
        element = RunningElement.start(builder);
        client = element.as(Role.OPERATOR);
        id = client.uploadedId("kept.txt", CONTENT);
        deleted = client.uploadedId("deleted.txt", CONTENT);
        client.delete(deleted).expect(204);
        year = element.base()
                .resolve(element.base().relativize(element.dataOf(id)).getName(0));
        outside = element.platform().home().resolve("outside");
        Files.move(year, outside);
        Files.createSymbolicLink(year, outside);
        before = content();
    }

    @AfterEach
    void stop() {
        element.close();
    }

    @Test
    void refusesReaders() {
        for (String path : List.of("/download", "/attributes")) {
            assertThat(client.get("/api/v1/files/" + id + path).status()).isEqualTo(503);
        }
        JobClient jobs = new JobClient(element);
        assertThat(jobs.rules(jobs.finished("/api/v1/transactions/reconcile", "{\"apply\": true}")))
                .anyMatch(rule -> rule.startsWith("symbolic_link"))
                .noneMatch(rule -> rule.startsWith("orphan_data"));
        assertThat(year).isSymbolicLink();
    }

    @Test
    void refusesWritersChangesNothingOutsideAndGoesOnWhenTheFolderIsBack() throws IOException {
        List<Answer> refused = List.of(
                client.upload("new.txt", CONTENT),
                client.patch(id, "{\"version\":\"2\"}"),
                client.delete(id),
                client.restore(deleted));

        assertThat(refused).extracting(Answer::status).containsExactly(500, 503, 500, 409);
        assertThat(refused).allSatisfy(answer -> assertThat(answer.text())
                .doesNotContain(element.base().toString()));
        assertThat(content()).isEqualTo(before);
        Files.delete(year);
        Files.move(outside, year);
        Eventually.holds(() -> element.pending() == 0);
        assertThat(client.download(id).expect(200).bytes()).isEqualTo(CONTENT);
        client.restore(deleted).expect(200);
        client.upload("new.txt", CONTENT).expect(201);
        assertThat(element.names(".staging")).isEmpty();
    }

    private Map<Path, String> content() throws IOException {
        Map<Path, String> content = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(outside)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                content.put(file, Files.readString(file));
            }
        }
        return content;
    }
}
