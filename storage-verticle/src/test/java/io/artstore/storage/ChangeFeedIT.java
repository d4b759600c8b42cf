package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.bus.BusFailures;
import io.artstore.common.contract.CloudEvent;
import io.artstore.common.contract.storage.Change;
import io.artstore.common.contract.storage.ChangeFeedApi;
import io.artstore.common.contract.storage.ChangePage;
import io.artstore.common.contract.storage.ChangeType;
import io.artstore.common.contract.storage.DocumentFacts;
import io.artstore.common.contract.storage.ElementAnnouncement;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Role;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementExtension;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ElementExtension.class)
class ChangeFeedIT {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String INSERT =
            "INSERT INTO artstore.storage_elem_01_changes (change_type, file_id) VALUES ('deleted', '%s')";

    private final RunningElement element;
    private final ElementClient client;
    private final ChangeFeedApi feed;

    ChangeFeedIT(RunningElement element) {
        this.element = element;
        client = element.as(Role.OPERATOR);
        feed = ChangeFeedApi.client(element.platform().vertx(), RunningElement.ID);
    }

    @Test
    void tellsTheLifeOfADocument() {
        String start = end();
        String id = client.uploadedId("жизнь.txt", new byte[7]);
        client.patch(id, "{\"description\":\"d\",\"metadata\":{\"tags\":[\"a\",\"b\"]}}")
                .expect(200);
        client.delete(id).expect(204);

        ChangePage page = page(start, 10);

        assertThat(page.elementId()).isEqualTo(RunningElement.ID);
        assertThat(page.elementUrl()).isEqualTo(element.address().toString());
        assertThat(page.more()).isFalse();
        assertThat(page.changes())
                .extracting(Change::type)
                .containsExactly(ChangeType.CREATED, ChangeType.UPDATED, ChangeType.DELETED);
        assertThat(page.changes()).extracting(Change::fileId).containsOnly(id);
        DocumentFacts created = page.changes().get(0).document();
        assertThat(created.originalFilename()).isEqualTo("жизнь.txt");
        assertThat(created.sizeBytes()).isEqualTo(7);
        assertThat(created.sha256()).hasSize(64);
        assertThat(created.createdByUsername()).isEqualTo("operator-tester");
        assertThat(created.tags()).isEmpty();
        DocumentFacts updated = page.changes().get(1).document();
        assertThat(updated.tags()).containsExactly("a", "b");
        assertThat(created.metadata()).isEmpty();
        assertThat(updated.metadata()).isEqualTo(Map.of("tags", List.of("a", "b")));
        assertThat(updated.description()).isEqualTo("d");
        assertThat(updated.updatedAt()).isAfter(created.updatedAt());
        assertThat(page.changes().get(2).document()).isNull();
    }

    @Test
    void putsPresentMetadataInPlaceOfThoseThatWereNotRecorded() throws SQLException {
        String start = end();
        String id = client.uploadedId("earlier.txt", new byte[1]);
        client.patch(id, "{\"metadata\":{\"case\":17}}").expect(200);
        try (Connection connection = element.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE artstore.storage_elem_01_changes SET document = document - 'metadata'");
        }

        ChangePage page = page(start, 10);

        assertThat(page.changes())
                .hasSize(2)
                .allSatisfy(change -> assertThat(change.document().metadata()).isEqualTo(Map.of("case", 17)));
    }

    @Test
    void startsOverForAReaderFromAnotherLifeOfTheDatabase() {
        String id = client.uploadedId("again", new byte[1]);
        String ahead = "1.1.1:18446744073709551614:1";

        ChangePage page = page(ahead, ChangeFeedApi.MAX_PAGE);

        assertThat(page.changes()).extracting(Change::fileId).contains(id);
        assertThat(page(page.nextCursor(), 1).changes()).isEmpty();
    }

    @Test
    void comesInPagesUntilThereIsNoMore() {
        String start = end();
        List<String> ids = IntStream.range(0, 5)
                .mapToObj(i -> client.uploadedId("p" + i, new byte[1]))
                .toList();

        ChangePage first = page(start, 3);
        ChangePage second = page(first.nextCursor(), 3);
        ChangePage third = page(second.nextCursor(), 3);

        assertThat(first.more()).isTrue();
        assertThat(second.more()).isFalse();
        List<String> seen = new ArrayList<>();
        first.changes().forEach(change -> seen.add(change.fileId()));
        second.changes().forEach(change -> seen.add(change.fileId()));
        assertThat(seen).isEqualTo(ids);
        assertThat(third.changes()).isEmpty();
        assertThat(third.nextCursor()).isEqualTo(second.nextCursor());
    }

    @Test
    void skipsNothingWhenTransactionsCommitOutOfOrder() throws SQLException {
        String start = end();
        try (Connection early = element.connect();
                Connection late = element.connect()) {
            early.setAutoCommit(false);
            late.setAutoCommit(false);
            change(early, "00000000-0000-4000-8000-000000000001");
            change(late, "00000000-0000-4000-8000-000000000002");
            late.commit();

            ChangePage meanwhile = page(start, 10);
            assertThat(meanwhile.changes()).isEmpty();
            early.commit();

            assertThat(page(meanwhile.nextCursor(), 10).changes())
                    .extracting(Change::fileId)
                    .containsExactly("00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002");
        }
    }

    @Test
    void showsAReaderWhoFollowsDuringManyUploadsEveryOneOnce() {
        String cursor = end();
        List<CompletableFuture<String>> uploads = IntStream.range(0, 80)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> client.uploadedId("m", new byte[1])))
                .toList();
        List<String> seen = new ArrayList<>();
        while (!uploads.stream().allMatch(CompletableFuture::isDone)) {
            ChangePage page = page(cursor, 7);
            page.changes().forEach(change -> seen.add(change.fileId()));
            cursor = page.nextCursor();
        }
        ChangePage rest = page(cursor, ChangeFeedApi.MAX_PAGE);
        rest.changes().forEach(change -> seen.add(change.fileId()));

        Set<String> uploaded = new TreeSet<>();
        uploads.forEach(upload -> uploaded.add(upload.join()));
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(seen)).isEqualTo(uploaded);
    }

    @Test
    void refusesWhatIsNoCursorOrNoLimit() {
        for (String cursor : List.of("x", "1:2", "a:1:2")) {
            refused(() -> page(cursor, 10));
        }
        refused(() -> page("", 0));
        refused(() -> page("", ChangeFeedApi.MAX_PAGE + 1));
    }

    @Test
    void ringsWhenThereIsSomethingNew() {
        AtomicInteger rung = new AtomicInteger();
        Vertx vertx = element.platform().vertx();
        var listener = vertx.eventBus().<JsonObject>consumer(CloudEvent.address(ChangeFeedApi.CHANGED_EVENT), event -> {
            if (CloudEvent.fromJson(event.body()).subject().equals(RunningElement.ID)) {
                rung.incrementAndGet();
            }
        });
        TestPlatform.await(listener.completion(), LIMIT);

        client.uploadedId("bell", new byte[1]);

        Eventually.holds(() -> rung.get() > 0);
        TestPlatform.await(listener.unregister(), LIMIT);
    }

    @Test
    void announcesItselfWhenSomebodyAsks() {
        List<ElementAnnouncement> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
        Vertx vertx = element.platform().vertx();
        var listener = vertx.eventBus()
                .<JsonObject>consumer(
                        CloudEvent.address(ElementAnnouncement.EVENT),
                        event -> heard.add(ElementAnnouncement.fromEvent(CloudEvent.fromJson(event.body()))));
        TestPlatform.await(listener.completion(), LIMIT);

        CloudEvent.of(ElementAnnouncement.WANTED_EVENT, "/test", "", new JsonObject())
                .publish(vertx);

        Eventually.holds(() -> !heard.isEmpty());
        assertThat(heard.get(0))
                .isEqualTo(new ElementAnnouncement(
                        RunningElement.ID, element.address().toString(), "edit"));
        TestPlatform.await(listener.unregister(), LIMIT);
    }

    private static void change(Connection connection, String fileId) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(INSERT.formatted(fileId));
        }
    }

    private String end() {
        String cursor = ChangeFeedApi.BEGINNING;
        ChangePage page = page(cursor, ChangeFeedApi.MAX_PAGE);
        while (!page.changes().isEmpty()) {
            cursor = page.nextCursor();
            page = page(cursor, ChangeFeedApi.MAX_PAGE);
        }
        return cursor;
    }

    private ChangePage page(String cursor, int limit) {
        return TestPlatform.await(feed.changes(cursor, limit), LIMIT);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).satisfies(failure -> {
            assertThat(BusFailures.fromReply(failure))
                    .isInstanceOfSatisfying(ServiceException.class, refused -> assertThat(refused.code())
                            .isEqualTo(ErrorCode.MALFORMED_REQUEST));
        });
    }
}
