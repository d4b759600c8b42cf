package io.artstore.storage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.storage.domain.ByteRanges.Part;
import io.artstore.storage.domain.ByteRanges.Parts;
import io.artstore.storage.domain.ByteRanges.Selection;
import io.artstore.storage.domain.ByteRanges.Unsatisfiable;
import io.artstore.storage.domain.ByteRanges.Whole;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangesTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-99, 0, 99",
        "bytes=10-, 10, 99",
        "bytes=-1, 99, 99",
        "bytes=-1000, 0, 99",
        "bytes=90-1000, 90, 99",
        "BYTES=1-2, 1, 2",
        "bytes = 1 - 2, 1, 2",
        "bytes=5-99999999999999999999999999, 5, 99",
        "bytes=0000000000000000000000000000005-6, 5, 6",
        "'bytes=,5-6, ,', 5, 6",
        "'bytes=5-6,200-300', 5, 6",
        "'bytes=5-10,8-20', 5, 20",
        "'bytes=50-60,0-49', 0, 60",
        "'bytes=0-,5-6,-3', 0, 99",
    })
    void selectsOneRange(String header, long first, long last) {
        assertThat(ByteRanges.select(header, 100)).isEqualTo(new Part(first, last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-", "bytes=100-,200-,-0"})
    void cannotSatisfyRangesOutside(String header) {
        assertThat(ByteRanges.select(header, 100)).isEqualTo(new Unsatisfiable());
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=2-1",
                "bytes=,",
                "bytes=1-2,x",
                "bytes=1-2,9-8",
                "bytes=1-2 4-5",
                "items=0-1",
                "bytes=--1",
                "bytes=0x1-2",
                "bytes=1--2",
            })
    void sendsTheWholeForWhatIsNoSetOfByteRanges(String header) {
        assertThat(ByteRanges.select(header, 100)).isEqualTo(new Whole());
    }

    @Test
    void selectsRangesThatLieApartInTheOrderAskedFor() {
        assertThat(ByteRanges.select("bytes=90-, 0-1 ,10-19,500-,15-29", 100))
                .isEqualTo(new Parts(List.of(new Part(90, 99), new Part(0, 1), new Part(10, 29))));
    }

    @Test
    void sendsTheWholeForMorePartsThanAllowed() {
        assertThat(ByteRanges.select(apart(ByteRanges.MAX_PARTS), 1_000_000)).isInstanceOf(Parts.class);
        assertThat(ByteRanges.select(apart(ByteRanges.MAX_PARTS + 1), 1_000_000))
                .isEqualTo(new Whole());
        assertThat(ByteRanges.select(apart(1_000), 1_000_000)).isEqualTo(new Whole());
    }

    @Test
    void joinsAThousandRangesThatMeetIntoOne() {
        assertThat(ByteRanges.select("bytes=0-0" + ",0-0".repeat(999), 100)).isEqualTo(new Part(0, 0));
        assertThat(ByteRanges.select("bytes=" + "0".repeat(16_000) + "7-8", 100))
                .isEqualTo(new Part(7, 8));
    }

    private static String apart(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i * 10 + "-" + (i * 10 + 1))
                .collect(Collectors.joining(",", "bytes=", ""));
    }

    @Test
    void hasNoRangeOfAnEmptyDocument() {
        assertThat(ByteRanges.select("bytes=0-", 0)).isEqualTo(new Unsatisfiable());
        assertThat(ByteRanges.select("bytes=-5", 0)).isEqualTo(new Unsatisfiable());
        assertThat(ByteRanges.select(null, 0)).isEqualTo(new Whole());
    }

    @Test
    void saysWhichBytesTheyAre() {
        Part part = new Part(10, 19);

        assertThat(part.length()).isEqualTo(10);
        assertThat(part.contentRange(100)).isEqualTo("bytes 10-19/100");
    }

    @Property
    void selectsEveryByteThatWasAskedForAndNoOther(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 120) Integer> firsts,
            @ForAll @IntRange(max = 30) int length) {
        String header = firsts.stream()
                .map(first -> first + "-" + (first + length))
                .collect(Collectors.joining(",", "bytes=", ""));

        BitSet selected = new BitSet();
        parts(ByteRanges.select(header, 100)).forEach(part -> {
            assertThat(selected.get((int) part.first(), (int) part.last() + 1).isEmpty())
                    .isTrue();
            selected.set((int) part.first(), (int) part.last() + 1);
        });

        BitSet asked = new BitSet();
        firsts.stream()
                .filter(first -> first < 100)
                .forEach(first -> asked.set(first, Math.min(100, first + length + 1)));
        assertThat(selected).isEqualTo(asked);
    }

    private static List<Part> parts(Selection selection) {
        if (selection instanceof Parts several) {
            return several.parts();
        }
        return selection instanceof Part part ? List.of(part) : List.of();
    }

    @Property
    void neverLeavesTheDocument(
            @ForAll @LongRange(min = 0) long first,
            @ForAll @LongRange(min = 0) long last,
            @ForAll @LongRange(min = 0, max = 1_000_000) long size) {
        Selection selection = ByteRanges.select("bytes=" + first + "-" + last, size);

        if (selection instanceof Part part) {
            assertThat(part.first()).isBetween(0L, part.last());
            assertThat(part.last()).isLessThan(size);
        }
    }
}
