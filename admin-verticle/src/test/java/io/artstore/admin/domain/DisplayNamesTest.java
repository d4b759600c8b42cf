package io.artstore.admin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that look the same are the same. */
class DisplayNamesTest {
    @Property(tries = 200)
    void whiteSpaceAroundANameIsNeverClean(@ForAll @AlphaChars @NotBlank String name) {
        assertThat(DisplayNames.isClean(name)).isTrue();
        assertThat(DisplayNames.isClean(" " + name)).isFalse();
        assertThat(DisplayNames.isClean(name + "\u2003")).isFalse();
    }

    @Property(tries = 500)
    void aCleanNameSurvivesAnHttpHeaderLogLineAndTable(@ForAll @StringLength(max = 200) String name) {
        boolean breaks = name.chars().anyMatch(character -> Character.isISOControl(character));

        assertThat(breaks && DisplayNames.isClean(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Отчёты", "日本語", "a b", "O'Neil", "x_y-z.1"})
    void namesOfAnyScriptAreClean(String name) {
        assertThat(DisplayNames.isClean(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\u200bb", "a\u202eb", "a\u2028b", "\ufeffab"})
    void charactersNobodySeesAreNot(String name) {
        assertThat(DisplayNames.isClean(name)).isFalse();
    }
}
