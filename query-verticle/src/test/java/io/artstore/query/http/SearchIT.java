package io.artstore.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.storage.DocumentFacts;
import io.artstore.common.testkit.Eventually;
import io.artstore.query.testkit.Documents;
import io.artstore.query.testkit.QueryFixture;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/search} as the checkpoint promised it and as it was meant. */
class SearchIT extends WithSearches {
    SearchIT(QueryFixture query) {
        super(query);
    }

    @Test
    void theAnswerHasTheShapeOfTheCheckpoint() {
        DocumentFacts document = Documents.of(
                Documents.newId(),
                "Договор " + mark + ".pdf",
                "application/pdf",
                List.of("legal"),
                "an agreement",
                Instant.parse("2025-02-01T00:00:00.123456Z"));
        query.index(element, document);

        HttpResponse<String> answer = query.search(new JsonObject().put("filename", mark));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"results\":[{\"id\":\"" + document.fileId() + "\",\"filename\":\"Договор " + mark
                                + ".pdf\",\"storage_filename\":\"stored_" + document.fileId()
                                + "\",\"file_size\":1000,\"mime_type\":\"application/pdf\",\"sha256_hash\":\""
                                + "ab".repeat(32)
                                + "\",\"username\":\"alice\",\"tags\":[\"legal\"],\"description\":\"an agreement\","
                                + "\"created_at\":\"2025-02-01T00:00:00.123456Z\",\"updated_at\":\"2025-02-01T00:00:00.123456Z\","
                                + "\"storage_element_id\":\"" + element.id()
                                + "\",\"relevance_score\":null}],\"total_count\":1,\"limit\":100,\"offset\":0,\"has_more\":false}");
    }

    @Test
    void oneDocumentIsFoundByItsIdAndNoneIsNamed() {
        DocumentFacts document = Documents.named(mark + ".txt");
        query.index(element, document);

        HttpResponse<String> found = query.get("/api/search/" + document.fileId());
        HttpResponse<String> missing = query.get("/api/search/nothing");
        HttpResponse<String> impossible = query.get("/api/search/a%00b");

        assertThat(new JsonObject(found.body()).getString("created_at")).isEqualTo("2025-11-16T08:30:00Z");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(new JsonObject(missing.body()).getString("detail")).isEqualTo("File not found: nothing");
        assertThat(impossible.statusCode()).isBetween(400, 404);
    }

    @Test
    void everyFilterNarrows() {
        DocumentFacts small = Documents.of(
                Documents.newId(),
                mark + ".PDF",
                "application/pdf",
                List.of("a", "b"),
                null,
                Instant.parse("2025-01-01T00:00:00Z"));
        DocumentFacts large = Documents.sized(mark + ".xpdf", 5_000);
        query.index(element, small, large);
        JsonObject all = new JsonObject().put("filename", mark);

        assertThat(total(all)).isEqualTo(2);
        assertThat(total(all.copy().put("file_extension", "pdf"))).isEqualTo(1);
        assertThat(total(all.copy().put("file_extension", ".pdf"))).isEqualTo(1);
        assertThat(total(all.copy().put("tags", JsonArray.of("b", "z")))).isEqualTo(1);
        assertThat(total(all.copy().put("tags", new JsonArray()))).isEqualTo(2);
        assertThat(total(all.copy().put("username", "alice"))).isEqualTo(2);
        assertThat(total(all.copy().put("username", "bob"))).isZero();
        assertThat(total(all.copy().put("min_size", 1_000).put("max_size", "1000")))
                .isEqualTo(1);
        assertThat(total(all.copy().put("min_size", 2_000).put("max_size", 1_000)))
                .isZero();
        assertThat(total(all.copy().put("created_before", "2025-01-01"))).isEqualTo(1);
        assertThat(total(all.copy().put("created_before", 1_735_689_600))).isEqualTo(1);
        assertThat(total(all.copy().put("created_before", 1_735_689_599.5))).isZero();
        assertThat(total(all.copy().put("created_after", "2025-01-01T03:00:01+03:00")))
                .isEqualTo(1);
        assertThat(total(all.copy().put("mime_type", "application/pdf"))).isEqualTo(1);
        assertThat(total(all.copy().put("mime_type", "application/*"))).isZero();
        assertThat(total(all.copy().put("storage_element_id", element.id()))).isEqualTo(2);
        assertThat(total(all.copy().put("storage_element_id", "elsewhere"))).isZero();
        assertThat(total(all.copy().put("sha256", "AB".repeat(32)))).isEqualTo(2);
        assertThat(total(all.copy().put("sha256", "cd".repeat(32)))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mime_type", "storage_element_id", "sha256"})
    void eachFilterIsACriterionOfItsOwn(String filter) {
        query.index(element, Documents.named(mark + ".txt"));
        String value =
                switch (filter) {
                    case "mime_type" -> "text/plain";
                    case "sha256" -> "ab".repeat(32);
                    default -> element.id();
                };

        assertThat(total(new JsonObject().put(filter, value))).isPositive();
    }

    @Test
    void theNumberOfAllMatchesIsCountedEstimatedOrLeftOut() {
        query.index(
                element,
                Documents.named(mark + "1.txt"),
                Documents.named(mark + "2.txt"),
                Documents.named(mark + "3.txt"));
        JsonObject body = new JsonObject().put("filename", mark).put("limit", 2);

        JsonObject none = query.answer(body.copy().put("total", "none"));
        JsonObject guess = query.answer(body.copy().put("total", "estimate"));
        JsonObject lastPage = query.answer(body.copy().put("total", "estimate").put("offset", 2));
        JsonObject exact = query.answer(body.copy().put("total", "exact"));

        assertThat(none.getValue("total_count")).isNull();
        assertThat(none.getBoolean("has_more")).isTrue();
        assertThat(guess.getLong("total_count")).isGreaterThanOrEqualTo(3);
        assertThat(guess.getBoolean("total_is_estimate")).isTrue();
        assertThat(lastPage.getLong("total_count")).isEqualTo(3);
        assertThat(lastPage.containsKey("total_is_estimate")).isFalse();
        assertThat(exact.getLong("total_count")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fulltext", "partial", "exact"})
    void everyModeCanBeEstimated(String mode) {
        JsonObject body = new JsonObject()
                .put("query", "a")
                .put("mode", mode)
                .put("tags", JsonArray.of("x"))
                .put("created_after", 0)
                .put("offset", 5)
                .put("total", "estimate");

        assertThat(query.answer(body).getLong("total_count")).isNotNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"created_at", "updated_at", "file_size", "filename", "relevance"})
    void pagesOfEqualDocumentsNeitherRepeatNorSkip(String sortBy) {
        DocumentFacts[] equal = new DocumentFacts[7];
        for (int i = 0; i < equal.length; i++) {
            equal[i] = Documents.named(mark + ".txt");
        }
        query.index(element, equal);
        JsonObject body =
                new JsonObject().put("query", mark).put("sort_by", sortBy).put("limit", 3);

        List<String> ids = new ArrayList<>();
        for (int offset = 0; offset < 9; offset += 3) {
            JsonObject page = query.answer(body.put("offset", offset));
            page.getJsonArray("results").forEach(hit -> ids.add(((JsonObject) hit).getString("id")));
            assertThat(page.getBoolean("has_more")).isEqualTo(offset < 6);
            assertThat(page.getLong("total_count")).isEqualTo(7);
        }

        assertThat(ids).doesNotHaveDuplicates().hasSize(7);
    }

    @Test
    void resultsComeInTheOrderAskedFor() {
        query.index(
                element,
                Documents.at(mark + " b", Instant.parse("2025-01-02T00:00:00Z")),
                Documents.at(mark + " a", Instant.parse("2025-01-03T00:00:00Z")),
                Documents.at(mark + " c", Instant.parse("2025-01-01T00:00:00Z")));
        JsonObject body = new JsonObject().put("filename", mark);

        assertThat(names(body)).containsExactly(mark + " a", mark + " b", mark + " c");
        assertThat(names(body.copy().put("sort_by", "filename").put("sort_order", "desc")))
                .containsExactly(mark + " c", mark + " b", mark + " a");
        assertThat(names(body.copy().put("sort_order", "asc"))).containsExactly(mark + " c", mark + " b", mark + " a");
    }

    @Test
    void namesAreSuggestedOnceThoseThatBeginWithTheTextFirst() {
        query.index(
                element,
                Documents.at("Старый " + mark + "%.txt", Instant.parse("2025-01-03T00:00:00Z")),
                Documents.at(mark + "%_A.txt", Instant.parse("2025-01-01T00:00:00Z")),
                Documents.at(mark + "%_A.txt", Instant.parse("2025-01-02T00:00:00Z")),
                Documents.at(mark + "B.txt", Instant.parse("2025-01-04T00:00:00Z")));

        assertThat(suggestions("q=" + mark.toUpperCase(Locale.ROOT) + "%25"))
                .containsExactly(mark + "%_A.txt", "Старый " + mark + "%.txt");
        assertThat(suggestions("limit=1&q=" + mark)).containsExactly(mark + "B.txt");
        assertThat(suggestions("q=%D0%A0%D0%AB%D0%99%20" + mark)).containsExactly("Старый " + mark + "%.txt");
        assertThat(suggestions("q=no" + mark)).isEmpty();
        assertThat(suggestions("q=%5C")).isEmpty();
    }

    @Test
    void theCallerAndEveryFilterAreRemembered() {
        JsonObject body = new JsonObject()
                .put("query", mark)
                .put("mode", "exact")
                .put("username", "alice")
                .put("file_extension", "pdf")
                .put("tags", JsonArray.of("ё"))
                .put("created_after", "2025-01-01")
                .put("mime_type", "text/plain")
                .put("storage_element_id", element.id())
                .put("sha256", "AB".repeat(32))
                .put("metadata", new JsonObject().put("case", 17));

        assertThat(query.search(body).statusCode()).isEqualTo(200);

        Eventually.holds("remembered", () -> history().size() == 1);
        Row row = history().get(0);
        assertThat(row.getString("search_mode")).isEqualTo("exact");
        assertThat(row.getString("username")).isEqualTo("carol");
        assertThat(row.getInteger("results_count")).isZero();
        assertThat(row.getInteger("response_time_ms")).isNotNegative();
        assertThat(new JsonObject(row.getString("filters_applied")))
                .isEqualTo(new JsonObject()
                        .putNull("filename")
                        .put("tags", JsonArray.of("ё"))
                        .put("username", "alice")
                        .putNull("min_size")
                        .putNull("max_size")
                        .put("file_extension", "pdf")
                        .put("created_after", "2025-01-01T00:00:00Z")
                        .putNull("created_before")
                        .put("mime_type", "text/plain")
                        .put("storage_element_id", element.id())
                        .put("sha256", "ab".repeat(32))
                        .put("metadata", new JsonObject().put("case", 17)));
    }

    private List<Row> history() {
        return query.sql("SELECT * FROM public.search_history WHERE query_text = '" + mark + "'").stream()
                .toList();
    }

    private List<String> suggestions(String parameters) {
        HttpResponse<String> answer = query.get("/api/search/suggest?" + parameters);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body())
                .getJsonArray("suggestions").stream().map(String.class::cast).toList();
    }
}
