package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.ElementExtension;
import io.artstore.storage.testkit.RunningElement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is kept in memory never shows anybody less than what was answered before. */
@ExtendWith(ElementExtension.class)
class HotDocumentsIT {
    private final RunningElement element;
    private final ElementClient client;

    HotDocumentsIT(RunningElement element) {
        this.element = element;
        client = element.as(Role.OPERATOR);
    }

    @Test
    void aHotDocumentIsServedWithoutTheDatabase() {
        String id = client.uploadedId("hot.txt", new byte[1]);
        client.metadata(id).expect(200);
        element.execute("ALTER TABLE storage_elem_01_files RENAME TO hidden");
        try {
            assertThat(client.metadata(id).status()).isEqualTo(200);
            assertThat(client.download(id).status()).isEqualTo(200);
            assertThat(client.head("/api/v1/files/" + id + "/download").status())
                    .isEqualTo(200);
        } finally {
            element.execute("ALTER TABLE hidden RENAME TO storage_elem_01_files");
        }
    }

    @Test
    void noReaderEverSeesLessThanWhatWasAnsweredBeforeItAsked() {
        String id = client.uploadedId("edited.txt", new byte[1]);
        AtomicInteger answered = new AtomicInteger();
        AtomicBoolean deleted = new AtomicBoolean();
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            readers.add(CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    read(id, answered, deleted);
                }
            }));
        }

        for (int version = 1; version <= 60; version++) {
            client.patch(id, "{\"version\":\"" + version + "\"}").expect(200);
            answered.set(version);
        }
        client.delete(id).expect(204);
        deleted.set(true);
        read(id, answered, deleted);
        over.set(true);

        readers.forEach(CompletableFuture::join);
    }

    private void read(String id, AtomicInteger answered, AtomicBoolean deleted) {
        boolean gone = deleted.get();
        int atLeast = answered.get();
        Answer answer = client.metadata(id);
        if (answer.status() == 200) {
            assertThat(gone).as("a deleted document was shown").isFalse();
            String version = answer.json().getString("version");
            assertThat(version == null ? 0 : Integer.parseInt(version)).isGreaterThanOrEqualTo(atLeast);
        } else {
            assertThat(answer.status()).isEqualTo(404);
        }
    }
}
