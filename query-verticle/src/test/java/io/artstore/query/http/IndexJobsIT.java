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
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/v1/index}: what differs between the index and the elements is found, named, and mended on demand. */
@ExtendWith(QueryExtension.class)
class IndexJobsIT {
    private static final Instant TIME = Instant.parse("2025-11-16T08:30:00Z");

    /** A resync waits for elements of other tests that differ for good. */
    private final QueryFixture query;

    private final FakeElement element;

    IndexJobsIT(QueryFixture query) {
        this.query = query;
        this.element = query.newElement();
    }

    @Test
    void anIndexThatFollowedEveryChangeIsClean() {
        DocumentFacts kept =
                Documents.of(Documents.newId(), "Отчёт, \"за\" год.pdf", null, List.of("a,b", "ё"), "line\nline", TIME);
        DocumentFacts edited = Documents.named("before.txt");
        DocumentFacts deleted = Documents.named("deleted.txt");
        DocumentFacts nanos = Documents.at("precise.txt", TIME.plusNanos(123_456_789));
        query.index(element, kept, edited, deleted, nanos, Documents.named("x".repeat(300)));
        commit(ChangeType.UPDATED, edited.fileId(), renamed(edited, "after.txt"));
        commit(ChangeType.DELETED, deleted.fileId(), null);
        Eventually.holds("deleted", () -> !query.indexed(deleted.fileId()));

        JsonObject found = findings(verify());

        assertThat(found.getBoolean("clean")).as(found.encode()).isTrue();
        assertThat(found.getLong("documents")).isEqualTo(4);
        assertThat(found.getLong("indexed")).isEqualTo(4);
    }

    @Test
    void whatIsMissingDifferentOrSurplusIsCountedAndNamed() {
        DocumentFacts missing = Documents.named("missing.txt");
        DocumentFacts different = Documents.described("different.txt", "as the element says");
        query.index(element, missing, different, Documents.named("same.txt"));
        String surplus = surplusLike(different);
        query.sql("DELETE FROM public.file_metadata_cache WHERE id = '" + missing.fileId() + "'");
        query.sql("UPDATE public.file_metadata_cache SET description = 'else' WHERE id = '" + different.fileId() + "'");

        JsonObject job = verify();

        JsonObject found = findings(job);
        assertThat(job.getBoolean("clean")).isFalse();
        assertThat(found.getBoolean("clean")).isFalse();
        assertThat(found.getLong("documents")).isEqualTo(3);
        assertThat(found.getLong("indexed")).isEqualTo(3);
        assertThat(found.getJsonObject("missing")).isEqualTo(drift(missing.fileId()));
        assertThat(found.getJsonObject("different")).isEqualTo(drift(different.fileId()));
        assertThat(found.getJsonObject("surplus")).isEqualTo(drift(surplus));
    }

    @Test
    void aDocumentThatMovedToAnotherElementIsNotMissing() {
        FakeElement target = query.newElement();
        DocumentFacts document = Documents.named("moving.txt");
        query.index(element, document);
        DocumentFacts moved =
                Documents.of(document.fileId(), "moved.txt", "text/plain", List.of(), null, TIME.plusSeconds(60));
        target.created(moved);
        Eventually.holds(
                "moved",
                () -> query.get("/api/search/" + document.fileId()).body().contains(target.id()));

        JsonObject job = verify();

        assertThat(findings(job, element).getBoolean("clean")).isTrue();
        assertThat(findings(job, target).getBoolean("clean")).isTrue();
    }

    @Test
    void anElementThatDoesNotAnswerIsSaidToBeUncompared() {
        DocumentFacts document = Documents.named("alone.txt");
        query.index(element, document);
        element.fallSilent();

        JsonObject job = verify();

        JsonObject found = findings(job);
        assertThat(job.getString("state")).isEqualTo("finished");
        assertThat(job.getBoolean("clean")).isFalse();
        assertThat(found.getString("failure")).startsWith("the element could not be compared");
        assertThat(found.getJsonObject("surplus").getLong("count")).isZero();
        assertThat(query.indexed(document.fileId())).isTrue();
        element.answer();
    }

    @Test
    void aResyncMendsWhatIsMissingDifferentOrSurplus() {
        DocumentFacts missing = Documents.named("missing.txt");
        DocumentFacts different = Documents.described("different.txt", "as the element says");
        DocumentFacts deleted = Documents.named("deleted.txt");
        query.index(element, missing, different, deleted);
        commit(ChangeType.DELETED, deleted.fileId(), null);
        Eventually.holds("deleted", () -> !query.indexed(deleted.fileId()));
        String surplus = surplusLike(different);
        query.sql("DELETE FROM public.file_metadata_cache WHERE id = '" + missing.fileId() + "'");
        query.sql("UPDATE public.file_metadata_cache SET description = 'else' WHERE id = '" + different.fileId() + "'");

        JsonObject job = run("resync");

        assertThat(job.getString("kind")).isEqualTo("resync");
        assertThat(findings(job).getBoolean("clean")).as(job.encode()).isTrue();
        assertThat(query.indexed(missing.fileId())).isTrue();
        assertThat(query.indexed(surplus)).isFalse();
        assertThat(query.indexed(deleted.fileId())).isFalse();
        assertThat(query.get("/api/search/" + different.fileId()).body()).contains("as the element says");
    }

    @Test
    void aResyncRemovesNothingOfAnElementThatDoesNotAnswerOrNamesNothing() {
        FakeElement empty = query.newElement();
        DocumentFacts kept = Documents.named("kept.txt");
        query.index(element, kept);
        String unnamed = surplusLike(kept);
        query.sql("UPDATE public.file_metadata_cache SET storage_element_id = '" + empty.id() + "' WHERE id = '"
                + unnamed + "'");
        Eventually.holds("followed", () -> empty.pulls() > 1);
        element.fallSilent();

        JsonObject job = run("resync");

        assertThat(findings(job).getString("failure")).startsWith("the element could not be compared");
        assertThat(query.indexed(kept.fileId())).isTrue();
        assertThat(query.indexed(unnamed)).isTrue();
        query.sql("DELETE FROM public.file_metadata_cache WHERE id = '" + unnamed + "'");
        element.answer();
    }

    @Test
    void nothingOfAListingStays() {
        query.index(element, Documents.named("listed.txt"));

        verify();

        assertThat(query.sql("SELECT count(*) FROM artstore.index_listing")
                        .iterator()
                        .next()
                        .getLong(0))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"operator, 403", "auditor, 403"})
    void onlyThoseWhoManageStorageMay(String role, int status) {
        HttpResponse<String> answer = query.send(query.requestAs(role, "/api/v1/index/verify")
                .POST(BodyPublishers.noBody())
                .build());

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"no-uuid, 422", "00000000-0000-4000-8000-000000000000, 404"})
    void anUnknownJobIsNotFound(String id, int status) {
        HttpResponse<String> answer = query.send(
                query.requestAs("admin", "/api/v1/index/jobs/" + id).GET().build());

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private JsonObject verify() {
        return run("verify");
    }

    /** The finished job; one of another test may have to finish first. */
    private JsonObject run(String kind) {
        Eventually.holds(
                "no other job",
                () -> query.sql("SELECT count(*) FROM artstore.index_jobs WHERE state = 'running'")
                                .iterator()
                                .next()
                                .getLong(0)
                        == 0);
        HttpResponse<String> accepted = query.send(query.requestAs("admin", "/api/v1/index/" + kind)
                .POST(BodyPublishers.noBody())
                .build());
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        JsonObject job = new JsonObject(accepted.body());
        assertThat(accepted.headers().firstValue("Location")).hasValue("/api/v1/index/jobs/" + job.getString("id"));
        assertThat(job.getString("requested_by")).isEqualTo("carol");
        Eventually.holds("finished", () -> !state(job).getString("state").equals("running"));
        return state(job);
    }

    /** A row like a document's that the element knows nothing of. */
    private String surplusLike(DocumentFacts document) {
        String id = Documents.newId();
        query.sql("INSERT INTO public.file_metadata_cache SELECT (jsonb_populate_record(f, '{\"id\":\"" + id
                + "\"}')).* FROM public.file_metadata_cache f WHERE id = '" + document.fileId() + "'");
        return id;
    }

    private JsonObject state(JsonObject job) {
        return new JsonObject(query.send(query.requestAs("admin", "/api/v1/index/jobs/" + job.getString("id"))
                        .GET()
                        .build())
                .body());
    }

    private JsonObject findings(JsonObject job) {
        return findings(job, element);
    }

    private static JsonObject findings(JsonObject job, FakeElement element) {
        return job.getJsonArray("elements").stream()
                .map(JsonObject.class::cast)
                .filter(found -> found.getString("element_id").equals(element.id()))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject drift(String id) {
        return new JsonObject().put("count", 1).put("examples", JsonArray.of(id));
    }

    private void commit(ChangeType type, String id, DocumentFacts document) {
        element.commit(new Change(type, id, TIME.plusSeconds(5), document));
        if (document != null) {
            Eventually.holds(
                    "changed", () -> query.get("/api/search/" + id).body().contains(document.originalFilename()));
        }
    }

    private static DocumentFacts renamed(DocumentFacts d, String name) {
        return Documents.of(d.fileId(), name, d.contentType(), d.tags(), d.description(), d.createdAt());
    }
}
