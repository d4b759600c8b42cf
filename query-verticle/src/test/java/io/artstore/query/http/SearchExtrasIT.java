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
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a search finds by metadata, and what it answers beside its page. */
@ExtendWith(QueryExtension.class)
class SearchExtrasIT {
    private final QueryFixture query;
    private final FakeElement element;
    private final String mark = "zq" + UUID.randomUUID().toString().replace("-", "");

    SearchExtrasIT(QueryFixture query) {
        this.query = query;
        this.element = query.newElement();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'case':'17-Б'} | true",
                "{'case':'17-б'} | false",
                "{'parties':['Ромашка']} | true",
                "{'parties':['Ромашка','Лютик']} | false",
                "{'terms':{'days':30}} | true",
                "{'terms':{'days':30.0}} | true",
                "{'terms':{'days':'30'}} | false",
                "{'terms':{'signed':true,'until':null}} | true",
                "{'case':'17-Б','terms':{'days':31}} | false",
                "{\"it's\":'%_\\\\'} | true"
            })
    void documentsAreFoundByWhatTheirMetadataContains(String filter, boolean found) {
        Map<String, Object> metadata = Map.of(
                "case",
                "17-Б",
                "parties",
                List.of("Ромашка", "Василёк"),
                "terms",
                new JsonObject("{\"days\":30,\"signed\":true,\"until\":null}").getMap(),
                "it's",
                "%_\\");
        query.index(element, Documents.withMetadata(mark + ".txt", metadata), Documents.named(mark + "2.txt"));

        JsonObject answer = query.answer(new JsonObject()
                .put("metadata", new JsonObject(filter.replace('\'', '"').replace("it\"s", "it's")))
                .put("filename", mark));

        assertThat(answer.getLong("total_count")).isEqualTo(found ? 1 : 0);
    }

    @Test
    void metadataIsACriterionAndFollowsTheDocument() {
        DocumentFacts document = Documents.withMetadata(mark + ".txt", Map.of("mark", mark));
        JsonObject old = new JsonObject().put("metadata", new JsonObject().put("mark", mark));
        JsonObject renewed = new JsonObject().put("metadata", new JsonObject().put("mark", mark + "2"));
        query.index(element, document);
        assertThat(query.answer(old).getLong("total_count")).isEqualTo(1);

        commit(Documents.withMetadata(document, Map.of("mark", mark + "2")));
        Eventually.holds("changed", () -> query.answer(renewed).getLong("total_count") == 1);
        assertThat(query.answer(old).getLong("total_count")).isZero();
        commit(Documents.withMetadata(document, Map.of()));
        Eventually.holds("taken away", () -> query.answer(renewed).getLong("total_count") == 0);

        assertThat(query.search(new JsonObject().put("metadata", new JsonObject()))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void facetsCountAllMatchesWhateverPageIsShown() {
        Instant before = Instant.parse("2024-12-31T23:59:59Z");
        query.index(
                element,
                facts("text/plain", before, "a", "b"),
                facts("text/plain", before.plusSeconds(1), "a"),
                facts("application/pdf", before.plusSeconds(2)),
                facts(null, before.plusSeconds(3)));
        JsonObject body = new JsonObject()
                .put("query", mark)
                .put("limit", 1)
                .put("facets", JsonArray.of("mime_type", "storage_element_id", "created_by", "tag", "year"));

        JsonObject first = query.answer(body);
        JsonObject second = query.answer(body.copy().put("cursor", first.getString("next_cursor")));

        JsonObject facets = first.getJsonObject("facets");
        assertThat(facets.getLong("documents")).isEqualTo(4);
        assertThat(facets.getBoolean("exact")).isTrue();
        JsonObject values = facets.getJsonObject("values");
        assertThat(counts(values, "mime_type")).containsExactly("text/plain=2", "application/pdf=1");
        assertThat(counts(values, "tag")).containsExactly("a=2", "b=1");
        assertThat(counts(values, "year")).containsExactly("2025=3", "2024=1");
        assertThat(counts(values, "created_by")).containsExactly("alice=4");
        assertThat(counts(values, "storage_element_id")).containsExactly(element.id() + "=4");
        assertThat(second.getJsonObject("facets")).isEqualTo(facets);
        assertThat(query.answer(body.copy().putNull("facets")).containsKey("facets"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fulltext | договоры | <mark>Договор</mark>_MARK <b>.pdf | о <mark>договоре</mark> & \"аренде\"",
                "fulltext | догов* | <mark>Договор</mark>_MARK <b>.pdf | о <mark>договоре</mark> & \"аренде\"",
                "fulltext | \"договор аренды\" or догово | . | о <mark>договоре</mark> & \"<mark>аренде</mark>\"",
                "fulltext | аренда -поставка | | о договоре & \"<mark>аренде</mark>\"",
                "partial | договор | <mark>Договор</mark>_MARK <b>.pdf | о <mark>договор</mark>е & \"аренде\"",
                "partial | <B> | Договор_MARK <mark><b></mark>.pdf | "
            })
    void matchesAreMarkedInEscapedText(String mode, String text, String filename, String description) {
        query.index(element, Documents.described("Договор_" + mark + " <b>.pdf", "о договоре & \"аренде\""));

        JsonObject hit = query.answer(new JsonObject()
                        .put("mode", mode)
                        .put("query", text)
                        .put("filename", mark)
                        .put("highlight", true))
                .getJsonArray("results")
                .getJsonObject(0);

        JsonObject highlight = hit.getJsonObject("highlight");
        if (!".".equals(filename)) {
            assertThat(highlight.getString("filename")).isEqualTo(html(filename));
        }
        assertThat(highlight.getString("description")).isEqualTo(html(description));
    }

    @Test
    void withoutATextNothingIsMarked() {
        query.index(element, Documents.named(mark + ".txt"));

        JsonObject hit = query.answer(new JsonObject().put("filename", mark).put("highlight", true))
                .getJsonArray("results")
                .getJsonObject(0);

        assertThat(hit.getJsonObject("highlight")).isEqualTo(new JsonObject());
    }

    @Test
    void aFilterOfMoreBytesThanMetadataCanHaveIsRefused() {
        HttpResponse<String> answer =
                query.search(new JsonObject().put("metadata", new JsonObject().put("a", "x".repeat(4_090))));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(locations(answer)).containsExactly("body.metadata");
    }

    private void commit(DocumentFacts document) {
        element.commit(new Change(ChangeType.UPDATED, document.fileId(), document.updatedAt(), document));
    }

    private DocumentFacts facts(String mimeType, Instant time, String... tags) {
        return Documents.of(Documents.newId(), mark + ".bin", mimeType, List.of(tags), null, time);
    }

    /** The expected text, in which only {@code <mark>} is a tag. */
    private String html(String text) {
        return text == null
                ? null
                : text.replace("MARK", mark)
                        .replace("&", "&amp;")
                        .replace("\"", "&quot;")
                        .replace("<b>", "&lt;b&gt;");
    }

    private static List<String> counts(JsonObject values, String facet) {
        return values.getJsonArray(facet).stream()
                .map(JsonObject.class::cast)
                .map(count -> count.getString("value") + "=" + count.getLong("count"))
                .toList();
    }

    private static List<String> locations(HttpResponse<String> answer) {
        return new JsonObject(answer.body())
                .getJsonArray("errors").stream()
                        .map(error -> ((JsonObject) error).getString("location"))
                        .toList();
    }
}
