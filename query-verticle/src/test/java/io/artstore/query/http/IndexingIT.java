package io.artstore.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.storage.Change;
import io.artstore.common.contract.storage.ChangeType;
import io.artstore.common.contract.storage.DocumentFacts;
import io.artstore.common.testkit.Eventually;
import io.artstore.query.testkit.Documents;
import io.artstore.query.testkit.FakeElement;
import io.artstore.query.testkit.QueryExtension;
import io.artstore.query.testkit.QueryFixture;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What elements commit is found, and what they delete is not, whatever happens to bells, pulls and neighbours. */
@ExtendWith(QueryExtension.class)
class IndexingIT {
    private final QueryFixture query;

    IndexingIT(QueryFixture query) {
        this.query = query;
    }

    @Test
    void aCommittedDocumentIsFoundAndADeletedOneIsNot() {
        FakeElement element = query.newElement();
        DocumentFacts document = Documents.named("contract.txt");

        element.created(document);
        Eventually.holds("indexed", () -> query.indexed(document.fileId()));
        element.commit(new Change(ChangeType.DELETED, document.fileId(), Instant.now(), null));

        Eventually.holds("gone", () -> !query.indexed(document.fileId()));
    }

    @Test
    void aDocumentIsFoundAlthoughTheBellNeverRang() {
        FakeElement element = query.newElement();
        DocumentFacts document = Documents.named("silent.txt");

        element.commitSilently(new Change(ChangeType.CREATED, document.fileId(), Instant.now(), document));

        Eventually.holds("indexed", () -> query.indexed(document.fileId()));
    }

    @Test
    void thousandsOfChangesArriveInPagesAndTheLastWordOnADocumentCounts() {
        FakeElement element = query.newElement();
        DocumentFacts twice = Documents.named("first name.txt");
        DocumentFacts renamed = Documents.of(
                twice.fileId(), "last name.txt", "text/plain", List.of(), null, Instant.parse("2025-11-17T00:00:00Z"));
        element.commitSilently(new Change(ChangeType.CREATED, twice.fileId(), Instant.now(), twice));
        for (int i = 0; i < 1_200; i++) {
            DocumentFacts filler = Documents.named("bulk" + i + ".txt");
            element.commitSilently(new Change(ChangeType.CREATED, filler.fileId(), Instant.now(), filler));
        }

        element.commit(new Change(ChangeType.UPDATED, renamed.fileId(), Instant.now(), renamed));

        Eventually.holds(
                "renamed",
                () -> query.get("/api/search/" + twice.fileId()).body().contains("last name.txt"));
        assertThat(new JsonObject(query.search(
                                        new JsonObject().put("filename", "bulk").put("limit", 1))
                                .body())
                        .getLong("total_count"))
                .isEqualTo(1_200);
    }

    @Test
    void aDeletionInOneElementLeavesTheDocumentThatMovedToAnother() {
        FakeElement source = query.newElement();
        FakeElement target = query.newElement();
        DocumentFacts document = Documents.named("moved.txt");
        Instant stored = Instant.now();
        source.commit(new Change(ChangeType.CREATED, document.fileId(), stored, document));
        Eventually.holds("indexed", () -> query.indexed(document.fileId()));

        target.commit(new Change(ChangeType.CREATED, document.fileId(), stored.plusSeconds(1), document));
        Eventually.holds(
                "moved",
                () -> query.get("/api/search/" + document.fileId()).body().contains(target.id()));
        DocumentFacts marker = Documents.named("marker.txt");
        source.commit(
                new Change(ChangeType.DELETED, document.fileId(), stored.plusSeconds(2), null),
                new Change(ChangeType.CREATED, marker.fileId(), stored.plusSeconds(2), marker));
        Eventually.holds("marker", () -> query.indexed(marker.fileId()));

        assertThat(query.get("/api/search/" + document.fileId()).body()).contains(target.id());
    }

    @Test
    void anOlderWordOfTheFormerElementDoesNotTakeTheDocumentBack() {
        FakeElement source = query.newElement();
        FakeElement target = query.newElement();
        DocumentFacts document = Documents.named("stays.txt");
        Instant stored = Instant.now();
        target.commit(new Change(ChangeType.CREATED, document.fileId(), stored.plusSeconds(1), document));
        Eventually.holds("indexed", () -> query.indexed(document.fileId()));

        DocumentFacts marker = Documents.named("marker.txt");
        source.commit(
                new Change(ChangeType.CREATED, document.fileId(), stored, document),
                new Change(ChangeType.CREATED, marker.fileId(), stored, marker));
        Eventually.holds("marker", () -> query.indexed(marker.fileId()));

        assertThat(query.get("/api/search/" + document.fileId()).body()).contains(target.id());
    }

    @Test
    void anElementThatWasAwayIsCaughtUpWith() {
        FakeElement element = query.newElement();
        element.fallSilent();
        DocumentFacts document = Documents.named("late.txt");
        element.created(document);

        element.answer();
        element.announce();

        Eventually.holds("indexed", () -> query.indexed(document.fileId()));
    }

    @Test
    void anElementThatForgotTheCursorIsReadAnew() {
        FakeElement element = query.newElement();
        DocumentFacts before = Documents.named("before.txt");
        element.created(before);
        Eventually.holds("indexed", () -> query.indexed(before.fileId()));
        element.forgetCursors();
        DocumentFacts after = Documents.named("after.txt");

        element.created(after);

        Eventually.holds("indexed", () -> query.indexed(after.fileId()));
    }

    @Test
    void thereIsNeverMoreThanOnePullAtATime() {
        FakeElement element = query.newElement();
        DocumentFacts last = Documents.named("last.txt");

        for (int i = 0; i < 200; i++) {
            element.created(Documents.named("rung" + i + ".txt"));
        }
        element.created(last);
        Eventually.holds("indexed", () -> query.indexed(last.fileId()));

        assertThat(element.mostConcurrentPulls()).isEqualTo(1);
        assertThat(element.pulls()).isLessThan(200);
    }

    @Test
    void valuesTooLongForTheirColumnsAreCutOnCodePoints() {
        FakeElement element = query.newElement();
        String smile = "\uD83D\uDE00";
        DocumentFacts document = Documents.of(
                Documents.newId(),
                smile.repeat(300),
                "x".repeat(300),
                List.of("t".repeat(80), smile.repeat(51)),
                "a\0b",
                Instant.now());

        element.created(document);
        Eventually.holds("indexed", () -> query.indexed(document.fileId()));

        JsonObject found =
                new JsonObject(query.get("/api/search/" + document.fileId()).body());
        assertThat(found.getString("filename")).isEqualTo(smile.repeat(255));
        assertThat(found.getString("mime_type")).hasSize(127);
        assertThat(found.getJsonArray("tags")).containsExactly("t".repeat(50), smile.repeat(50));
        assertThat(found.getString("description")).isEqualTo("ab");
    }

    @Test
    void aChangeThatNoRowCanDescribeIsPassedOverAndCounted() {
        FakeElement element = query.newElement();
        DocumentFacts good = Documents.named("good.txt");
        DocumentFacts bad = Documents.sized("bad.txt", -1);

        element.commit(
                new Change(ChangeType.CREATED, bad.fileId(), Instant.now(), bad),
                new Change(ChangeType.CREATED, "i".repeat(37), Instant.now(), good),
                new Change(ChangeType.UPDATED, Documents.newId(), Instant.now(), null),
                new Change(ChangeType.CREATED, good.fileId(), Instant.now(), good));

        Eventually.holds("indexed", () -> query.indexed(good.fileId()));
        assertThat(query.get("/metrics").body())
                .contains("artstore_query_index_changes_total{element=\"" + element.id()
                        + "\",outcome=\"unindexable\"} 3.0");
    }

    @Test
    void aDocumentTheDatabaseRefusesIsPassedOverAndItsNeighboursAreFound() {
        FakeElement element = query.newElement();
        query.sql("ALTER TABLE public.file_metadata_cache ADD CONSTRAINT poison CHECK (filename <> 'poison.txt')");
        DocumentFacts before = Documents.named("before poison.txt");
        DocumentFacts poison = Documents.named("poison.txt");
        DocumentFacts after = Documents.named("after poison.txt");

        element.commit(
                new Change(ChangeType.CREATED, before.fileId(), Instant.now(), before),
                new Change(ChangeType.CREATED, poison.fileId(), Instant.now(), poison),
                new Change(ChangeType.CREATED, after.fileId(), Instant.now(), after));

        Eventually.holds("indexed", () -> query.indexed(after.fileId()));
        assertThat(query.indexed(before.fileId())).isTrue();
        assertThat(query.indexed(poison.fileId())).isFalse();
        assertThat(query.get("/metrics").body())
                .contains("artstore_query_index_changes_total{element=\"" + element.id()
                        + "\",outcome=\"unindexable\"} 1.0");
        query.sql("ALTER TABLE public.file_metadata_cache DROP CONSTRAINT poison");
    }

    @Test
    void anElementSaysHowFarTheIndexIsBehindIt() {
        FakeElement element = query.newElement();
        query.index(element, Documents.named("lag.txt"));

        String metrics = query.get("/metrics").body();

        assertThat(metrics).contains("artstore_query_index_lag_seconds{element=\"" + element.id() + "\"}");
        assertThat(metrics).contains("artstore_query_index_delay_seconds_count{element=\"" + element.id() + "\"} 1");
    }
}
