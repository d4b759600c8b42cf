package io.artstore.query.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HighlighterTest {
    @Test
    void aPartIsMarkedWhereverItStandsInAnyCase() {
        Highlight found = Highlighter.ofPart("договор").in(document("Договор-ДОГОВОРЫ.pdf", "nothing"));

        assertThat(found.filename()).hasValue("<mark>Договор</mark>-<mark>ДОГОВОР</mark>Ы.pdf");
        assertThat(found.description()).isEmpty();
    }

    @Test
    void wordsAreMarkedWholeAndBetweenPunctuation() {
        Highlight found = Highlighter.ofWords(Set.of("contract", "2024"))
                .in(document("Contract_2024-contracts.pdf", "a contract"));

        assertThat(found.filename()).hasValue("<mark>Contract</mark>_<mark>2024</mark>-contracts.pdf");
        assertThat(found.description()).hasValue("a <mark>contract</mark>");
    }

    @Test
    void onlyTheWholeIsMarkedWhereTheWholeWasSearched() {
        Highlight found = Highlighter.ofWhole("a.txt").in(document("a.txt", "see a.txt"));

        assertThat(found.filename()).hasValue("<mark>a.txt</mark>");
        assertThat(found.description()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "<script>alert(1)</script>, script, &lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;",
        "a&amp;b, &amp;, a<mark>&amp;amp;</mark>b",
        "<mark>x</mark>, x, &lt;mark&gt;<mark>x</mark>&lt;/mark&gt;",
        "'a\"b''c', b, a&quot;<mark>b</mark>&#39;c"
    })
    void whatADocumentSaysNeverBecomesATag(String name, String part, String html) {
        Highlight found = Highlighter.ofPart(part).in(document(name, null));

        assertThat(found.filename()).hasValue(html);
    }

    @ParameterizedTest
    @ValueSource(strings = {".*", "[a", "(", "\\E", "$", "a|b", "%", "_"})
    void aTextMeansOnlyItself(String text) {
        Highlight found = Highlighter.ofPart(text).in(document("x" + text + "y", "plain"));

        assertThat(found.filename()).hasValue("x<mark>" + text + "</mark>y");
        assertThat(found.description()).isEmpty();
        assertThat(Highlighter.ofWhole(text).in(document(text, null)).filename())
                .hasValue("<mark>" + text + "</mark>");
    }

    @Test
    void aLongDescriptionIsShownAroundItsFirstMatch() {
        String description = "word ".repeat(100) + "needle " + "more ".repeat(100) + "needle";

        String excerpt = Highlighter.ofPart("needle")
                .in(document("a", description))
                .description()
                .orElseThrow();

        assertThat(excerpt)
                .startsWith("\u2026word ")
                .contains("<mark>needle</mark> more")
                .endsWith("more\u2026");
        assertThat(excerpt.length()).isBetween(200, 300);
    }

    @Test
    void noCharacterIsCutInTwo() {
        String smile = "\uD83D\uDE00";
        for (int shift = 0; shift < 3; shift++) {
            String description = "x".repeat(shift) + smile.repeat(60) + "needle" + smile.repeat(200);

            String excerpt = Highlighter.ofPart("needle")
                    .in(document("a", description))
                    .description()
                    .orElseThrow();

            assertThat(excerpt.codePoints()).noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
        }
    }

    @Test
    void aMatchBeyondWhatIsLookedAtIsNotShown() {
        String description = "x ".repeat(Highlighter.LOOKED_AT) + "needle";

        assertThat(Highlighter.ofPart("needle").in(document("a", description))).isEqualTo(Highlight.NONE);
    }

    private static IndexedDocument document(String filename, String description) {
        Instant time = Instant.EPOCH;
        return new IndexedDocument(
                "1", filename, "s", 1, null, "d", "u", List.of(), description, "e", "http://e", time, time, time, null);
    }
}
