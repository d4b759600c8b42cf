package io.artstore.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.storage.DocumentFacts;
import io.artstore.query.testkit.Documents;
import io.artstore.query.testkit.QueryFixture;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts find which documents: by words, by parts, and exactly. */
class SearchModesIT extends WithSearches {
    private final JsonObject fulltext = new JsonObject().put("mode", "fulltext");

    SearchModesIT(QueryFixture query) {
        super(query);
    }

    @ParameterizedTest
    @CsvSource({
        "договору, true",
        "ДОГОВОРАМИ, true",
        "agreements, true",
        "лизинг, true",
        "contract, true",
        "2024, true",
        "archi, false",
        "archived, true",
        "'\"договор аренды\"', true",
        "'\"аренды договор\"', false",
        "'договор -аренды', false",
        "'nothing or договор', true",
        "'\"договор аренды', true",
        "догово*, true",
        "договорам*, true",
        "archi*, true",
        "CONTR*, true",
        "'archi* лизи*', true",
        "'archi* nothin*', false",
        "'договор -archi*', false",
        "'договор -nothin*', true",
        "'nothin* or archi*', true",
        "'archi* nothing or лизинг', true",
        "'nothing OR nothin*', false",
        "'\"договор аренды\" archi*', true",
        "'\"договор арен*\"', false",
        "contract_20*, true"
    })
    void fullTextFindsRussianAndEnglishWordsInNamesDescriptionsAndTags(String words, boolean found) {
        DocumentFacts document = Documents.described(
                mark + "_contract_2024-final.pdf", "Договор аренды, an agreement", "лизинга", "archive");
        query.index(element, document);

        JsonObject body = fulltext.copy().put("query", words).put("filename", mark);

        assertThat(total(body)).isEqualTo(found ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "и",
                "-",
                "\"",
                "!!!",
                "a:b&c|d",
                "' OR 1=1",
                "\\",
                "%",
                "()",
                "*",
                "и*",
                "-*",
                "a'*",
                "a\\*",
                "a\\'*",
                "***",
                "a:*",
                "a:*b*",
                "\"*",
                "\"a* b\"*",
                "or*",
                "or or *",
                "(a*)",
                "a&b|!c*",
                "-\"a\"* -b*",
                "--a*",
                "<->*"
            })
    void noTextBreaksAFullTextSearch(String text) {
        assertThat(query.search(fulltext.copy().put("query", text)).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "100%_sure, 1",
        "UPPER, 1",
        "'%', 1",
        "'100_', 0",
        "back\\slash, 1",
        "in descr, 1",
        "tagged, 1",
        "IS-TAG, 1",
        "50%_o, 1",
        "50__o, 0",
        "'tagged\n50', 0",
        "nowhere, 0"
    })
    void partialFindsTextAnywhereAndTakesWildcardsForThemselves(String text, int expected) {
        query.index(
                element,
                Documents.described(
                        mark + " 100%_sure upper back\\slash", "words in description", "is-tagged", "50%_off"));

        assertThat(total(
                        new JsonObject().put("query", text.replace("\\n", "\n")).put("filename", mark)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "query, ДОГОВОР, 1",
        "query, поСтавк, 1",
        "query, ОПИСАН, 1",
        "query, срочн, 1",
        "query, 'о', 1",
        "query, 'Ёлк', 1",
        "query, 'срочное\nёлка', 0",
        "filename, 'ОВОР ПОСТ', 1",
        "file_extension, 'ДОК', 1",
        "file_extension, 'ок', 0"
    })
    void caseMeansNothingInCyrillicEither(String field, String text, int expected) {
        query.index(
                element, Documents.described(mark + " Договор Поставки.док", "Описание на русском", "СРОЧНОЕ", "ёлка"));

        JsonObject body = new JsonObject().put("min_size", 1).put(field, text.replace("\\n", "\n"));

        assertThat(ofThisTest(body)).isEqualTo(expected);
    }

    @Test
    void exactMatchesTheWholeNameOrDescriptionInItsCase() {
        query.index(element, Documents.described(mark + ".txt", "Whole " + mark));
        JsonObject exact = new JsonObject().put("mode", "exact");

        assertThat(total(exact.copy().put("query", mark + ".txt"))).isEqualTo(1);
        assertThat(total(exact.copy().put("query", "Whole " + mark))).isEqualTo(1);
        assertThat(total(exact.copy().put("query", mark.toUpperCase(Locale.ROOT) + ".TXT")))
                .isZero();
        assertThat(total(exact.copy().put("query", mark))).isZero();
    }

    @Test
    void relevancePutsTheNameBeforeTheDescriptionAndSaysByHowMuch() {
        query.index(
                element,
                Documents.described("first.txt", "about " + mark),
                Documents.described(mark + ".txt", "something else"));
        JsonObject ranked = new JsonObject().put("query", mark).put("sort_by", "relevance");

        for (String mode : List.of("fulltext", "partial")) {
            JsonArray results = query.answer(ranked.copy().put("mode", mode)).getJsonArray("results");
            assertThat(results.getJsonObject(0).getString("filename")).isEqualTo(mark + ".txt");
            double first = results.getJsonObject(0).getDouble("relevance_score");
            double second = results.getJsonObject(1).getDouble("relevance_score");
            assertThat(first).isBetween(second, 1.0).isGreaterThan(second);
            assertThat(second).isPositive();
        }
    }
}
