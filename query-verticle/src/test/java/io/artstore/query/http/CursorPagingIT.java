package io.artstore.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.storage.DocumentFacts;
import io.artstore.query.testkit.Documents;
import io.artstore.query.testkit.FakeElement;
import io.artstore.query.testkit.QueryExtension;
import io.artstore.query.testkit.QueryFixture;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages by cursor, while documents arrive. */
@ExtendWith(QueryExtension.class)
class CursorPagingIT {
    private static final Instant TIME = Instant.parse("2025-06-01T00:00:00Z");
    private static final int BEFORE = 60;

    private final QueryFixture query;
    private final FakeElement element;
    private final String mark = "zq" + UUID.randomUUID().toString().replace("-", "");

    CursorPagingIT(QueryFixture query) {
        this.query = query;
        this.element = query.newElement();
    }

    /** Names, sizes and times are drawn from few values, so that ties are the rule. */
    @ParameterizedTest
    @CsvSource({
        "created_at, desc, partial",
        "created_at, asc, fulltext",
        "updated_at, desc, fulltext",
        "updated_at, asc, partial",
        "file_size, desc, partial",
        "file_size, asc, fulltext",
        "filename, desc, partial",
        "filename, asc, fulltext",
        "relevance, desc, fulltext",
        "relevance, desc, partial",
        "relevance, asc, partial",
        "relevance, desc, exact",
        "relevance, asc, fulltext"
    })
    void pagesNeitherRepeatNorSkipWhileDocumentsArrive(String sortBy, String order, String mode) {
        Random random = new Random((sortBy + order + mode).hashCode());
        Set<String> before = new HashSet<>(arrive(random, BEFORE));
        JsonObject body = new JsonObject()
                .put("query", mark)
                .put("mode", mode)
                .put("sort_by", sortBy)
                .put("sort_order", order);

        List<String> seen = new ArrayList<>();
        JsonObject page;
        do {
            page = query.answer(body.put("limit", 1 + random.nextInt(9)));
            page.getJsonArray("results").forEach(hit -> seen.add(((JsonObject) hit).getString("id")));
            body.put("cursor", page.getString("next_cursor"));
            element.created(document(random));
            arrive(random, random.nextInt(3));
        } while (page.getBoolean("has_more"));

        assertThat(seen).doesNotHaveDuplicates().containsAll(before);
        assertThat(page.containsKey("next_cursor")).isFalse();
    }

    @Test
    void rankedPagesStayWithTheCandidatesOfTheFirst() {
        Random random = new Random(5);
        arrive(random, 20);
        JsonObject body =
                new JsonObject().put("query", mark).put("sort_by", "relevance").put("limit", 5);
        String cursor = query.answer(body).getString("next_cursor");
        DocumentFacts later = Documents.at(mark, TIME.plusSeconds(100_000));
        query.index(element, later);

        JsonArray rest =
                query.answer(body.put("cursor", cursor).put("limit", 100)).getJsonArray("results");

        assertThat(rest).hasSize(15).noneMatch(hit -> later.fileId().equals(((JsonObject) hit).getString("id")));
    }

    @Test
    void aPageByCursorCountsAllMatches() {
        arrive(new Random(6), 7);
        JsonObject body = new JsonObject().put("query", mark).put("limit", 3);
        String cursor = query.answer(body).getString("next_cursor");

        JsonObject second = query.answer(body.put("cursor", cursor));

        assertThat(second.getLong("total_count")).isEqualTo(7);
        assertThat(second.getLong("offset")).isZero();
        assertThat(second.getBoolean("has_more")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'query':'other'}",
                "{'sort_by':'filename'}",
                "{'sort_order':'asc'}",
                "{'username':'alice'}",
                "{'cursor':''}",
                "{'cursor':'forged'}",
                "{'cursor':5}"
            })
    void aCursorOfAnotherSearchOrOfNoneIsNamed(String change) {
        arrive(new Random(7), 2);
        JsonObject body = new JsonObject().put("query", mark).put("limit", 1);
        body.put("cursor", query.answer(body).getString("next_cursor"));

        HttpResponse<String> answer = query.search(body.mergeIn(new JsonObject(change.replace('\'', '"'))));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(locations(answer)).containsExactly("body.cursor");
    }

    @Test
    void anOffsetBesideACursorIsRefused() {
        arrive(new Random(8), 2);
        JsonObject body = new JsonObject().put("query", mark).put("limit", 1);
        body.put("cursor", query.answer(body).getString("next_cursor"));

        HttpResponse<String> answer = query.search(body.put("offset", 1));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(locations(answer)).containsExactly("body.offset");
    }

    /** Stores documents in the index and returns their ids. */
    private List<String> arrive(Random random, int count) {
        DocumentFacts[] documents = new DocumentFacts[count];
        for (int i = 0; i < count; i++) {
            documents[i] = document(random);
        }
        query.index(element, documents);
        return List.of(documents).stream().map(DocumentFacts::fileId).toList();
    }

    private DocumentFacts document(Random random) {
        Instant time = TIME.plusSeconds(random.nextInt(9));
        String name = (random.nextBoolean() ? "" : "x ") + mark + random.nextInt(3) + " " + mark;
        return new DocumentFacts(
                Documents.newId(),
                random.nextInt(4) == 0 ? "other.txt" : name,
                "stored",
                random.nextInt(5),
                "text/plain",
                null,
                "ab".repeat(32),
                "alice",
                List.of(),
                mark,
                time,
                time.plusSeconds(random.nextInt(3)),
                Map.of());
    }

    private static List<String> locations(HttpResponse<String> answer) {
        return new JsonObject(answer.body())
                .getJsonArray("errors").stream()
                        .map(error -> ((JsonObject) error).getString("location"))
                        .toList();
    }
}
