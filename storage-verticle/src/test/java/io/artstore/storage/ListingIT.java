package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.ElementExtension;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of documents by cursor. */
@ExtendWith(ElementExtension.class)
class ListingIT {
    private final RunningElement element;
    private final ElementClient client;

    ListingIT(RunningElement element) {
        this.element = element;
        client = element.as(Role.OPERATOR);
    }

    @Test
    void neitherRepeatsNorSkipsWhileDocumentsComeAndGo() {
        List<String> before = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            before.add(0, client.uploadedId("old" + i, new byte[1]));
        }
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> comeAndGo(over));

        List<String> listed = readAll(4);

        over.set(true);
        others.join();
        assertThat(listed).doesNotHaveDuplicates();
        assertThat(listed.stream().filter(before::contains)).isEqualTo(before);
    }

    private void comeAndGo(AtomicBoolean over) {
        while (!over.get()) {
            client.delete(client.uploadedId("new", new byte[1]));
            client.uploadedId("newer", new byte[1]);
        }
    }

    private List<String> readAll(int limit) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonObject page =
                    page("limit=" + limit + "&cursor=" + cursor).expect(200).json();
            page.getJsonArray("files").forEach(file -> ids.add(((JsonObject) file).getString("file_id")));
            cursor = page.getString("next_cursor");
        }
        return ids;
    }

    @Test
    void goesOnBehindADocumentThatIsGoneAndTellsDocumentsOfTheSameMomentApart() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(client.uploadedId("same" + i, new byte[1]));
        }
        element.execute("UPDATE storage_elem_01_files SET created_at = now() + interval '1 day' WHERE file_id IN ('"
                + String.join("','", ids) + "')");
        List<String> order = ids.stream().sorted().toList();

        JsonObject first = page("limit=2&cursor=").json();
        client.delete(order.get(1)).expect(204);
        JsonObject second =
                page("limit=3&cursor=" + first.getString("next_cursor")).json();

        assertThat(fileId(first, 0)).isEqualTo(order.get(0));
        assertThat(List.of(fileId(second, 0), fileId(second, 1), fileId(second, 2)))
                .isEqualTo(order.subList(2, 5));
    }

    @Test
    void addsTheCursorOnlyForThoseWhoGoByIt() {
        client.uploadedId("a", new byte[1]);

        assertThat(page("limit=1").json().fieldNames()).containsExactly("total", "files");
        assertThat(page("limit=1&cursor=").json().fieldNames()).containsExactly("total", "files", "next_cursor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cursor=x",
                "cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "cursor=%00",
                "cursor=&skip=0",
                "cursor=&limit=0",
                "cursor=&cursor=",
            })
    void refusesWhatIsNoCursor(String query) {
        Answer answer = page(query);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().getString("code")).isEqualTo("VALIDATION_FAILED");
    }

    private Answer page(String query) {
        return client.get("/api/v1/files?" + query);
    }

    private static String fileId(JsonObject page, int index) {
        return page.getJsonArray("files").getJsonObject(index).getString("file_id");
    }
}
