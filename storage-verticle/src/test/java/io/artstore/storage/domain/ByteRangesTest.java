package io.artstore.storage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.storage.domain.ByteRanges.Part;
import io.artstore.storage.domain.ByteRanges.Selection;
import io.artstore.storage.domain.ByteRanges.Unsatisfiable;
import io.artstore.storage.domain.ByteRanges.Whole;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
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
    })
    void selectsOneRange(String header, long first, long last) {
        assertThat(ByteRanges.select(header, 100)).isEqualTo(new Part(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"})
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
                "bytes=1-2,4-5",
                "items=0-1",
                "bytes=--1",
                "bytes=0x1-2",
                "bytes=1--2",
            })
    void sendsTheWholeForWhatIsNoSingleByteRange(String header) {
        assertThat(ByteRanges.select(header, 100)).isEqualTo(new Whole());
    }

    @Test
    void sendsTheWholeForAThousandRanges() {
        assertThat(ByteRanges.select("bytes=0-0" + ",0-0".repeat(999), 100)).isEqualTo(new Whole());
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
