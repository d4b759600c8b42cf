package io.artstore.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.http.fields.Fields;
import io.artstore.query.domain.SearchPosition;
import io.artstore.query.domain.SearchPosition.Candidates;
import io.artstore.query.domain.SearchQuery;
import io.artstore.query.domain.SortKey;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchCursorTest {
    private static final Instant TIME = Instant.parse("2025-11-16T08:30:00.123456Z");
    private static final Candidates CANDIDATES = new Candidates(TIME, "new", TIME.minusSeconds(9), "old");

    private final JsonObject body = new JsonObject().put("query", "договор").put("sort_by", "filename");
    private final SearchPosition position = new SearchPosition(new SortKey.Name("отчёт"), "7", Optional.empty());

    static Stream<Arguments> positions() {
        return Stream.of(
                Arguments.of("created_at", new SearchPosition(new SortKey.Moment(TIME), "id", Optional.empty())),
                Arguments.of("updated_at", new SearchPosition(new SortKey.Moment(TIME), "id", Optional.empty())),
                Arguments.of("file_size", new SearchPosition(new SortKey.Size(Long.MAX_VALUE), "id", Optional.empty())),
                Arguments.of("filename", new SearchPosition(new SortKey.Name("ж".repeat(255)), "id", Optional.empty())),
                Arguments.of(
                        "relevance",
                        new SearchPosition(new SortKey.Score(0.1 + 0.2, TIME), "id", Optional.of(CANDIDATES))));
    }

    @ParameterizedTest
    @MethodSource("positions")
    void aPositionComesBackAsItWas(String sortBy, SearchPosition position) {
        SearchQuery query = query(body.put("sort_by", sortBy));

        SearchPosition read = SearchCursor.read(query, SearchCursor.write(query, position));

        assertThat(read).isEqualTo(position);
    }

    @Test
    void noByteOfItCanBeChanged() {
        SearchQuery query = query(body);
        byte[] cursor = Base64.getUrlDecoder().decode(SearchCursor.write(query, position));

        for (int i = 0; i < cursor.length; i++) {
            byte[] forged = cursor.clone();
            forged[i] ^= 1;
            assertThatThrownBy(() ->
                            SearchCursor.read(query, Base64.getUrlEncoder().encodeToString(forged)))
                    .as("byte %s", i)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'query':'договоры'}",
                "{'mode':'fulltext'}",
                "{'sort_by':'created_at'}",
                "{'sort_order':'asc'}",
                "{'tags':['a']}",
                "{'mime_type':'text/plain'}",
                "{'min_size':1}"
            })
    void anotherSearchRefusesIt(String change) {
        String cursor = SearchCursor.write(query(body), position);
        SearchQuery other = query(body.copy().mergeIn(new JsonObject(change.replace('\'', '"'))));

        assertThatThrownBy(() -> SearchCursor.read(other, cursor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("next_cursor");
    }

    @Test
    void aPageOfAnotherSizeGoesOnWithIt() {
        String cursor = SearchCursor.write(query(body), position);
        SearchQuery other = query(body.copy().put("limit", 7).put("total", "none"));

        SearchPosition read = SearchCursor.read(other, cursor);

        assertThat(read).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "!!!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatIsNoCursorIsRefused(String text) {
        SearchQuery query = query(body);

        assertThatThrownBy(() -> SearchCursor.read(query, text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static SearchQuery query(JsonObject body) {
        return Fields.read("body", body.getMap(), SearchRequest::read);
    }
}
