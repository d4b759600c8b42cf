package io.artstore.query.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ColumnLimitsTest {

    @Property
    void whatIsCutFitsAndIsABeginning(@ForAll String text, @ForAll @IntRange(max = 60) int limit) {
        String cut = ColumnLimits.cut(text, limit);

        assertThat(cut.codePointCount(0, cut.length())).isLessThanOrEqualTo(limit);
        assertThat(text.replace("\0", "")).startsWith(cut);
        assertThat(cut).doesNotContain("\0");
    }

    @Test
    void aCharacterOfTwoUnitsIsNeverHalved() {
        String cut = ColumnLimits.cut("a\uD83D\uDE00b", 2);

        assertThat(cut).isEqualTo("a\uD83D\uDE00");
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(cut)).isTrue();
    }

    @Test
    void thereAreAtMostFiftyTagsAndNoneTwice() {
        List<String> tags = new ArrayList<>(List.of("x".repeat(50) + "1", "x".repeat(50) + "2"));
        tags.add(null);
        for (int i = 0; i < 60; i++) {
            tags.add("tag" + i);
        }

        List<String> cut = ColumnLimits.cutTags(tags);

        assertThat(cut).hasSize(50).startsWith("x".repeat(50), "tag0").doesNotHaveDuplicates();
    }
}
