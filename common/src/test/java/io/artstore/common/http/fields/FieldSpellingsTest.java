package io.artstore.common.http.fields;

import static io.artstore.common.http.fields.FieldReading.read;
import static io.artstore.common.http.fields.FieldReading.rejected;
import static io.artstore.common.http.fields.FieldReading.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.artstore.common.error.FieldError;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In how many ways a number, a truth, a time or an id may be spelled. */
class FieldSpellingsTest {
    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "5.0, 5",
        "'\"5\"', 5",
        "'\" +5.00 \"', 5",
        "1e3, 1000",
        "-7, -7",
        "9223372036854775807, 9223372036854775807"
    })
    void whole_numbers_may_be_spelled_in_these_ways(String json, long expected) {
        assertThatObject(read("{\"x\":" + json + "}", f -> f.longInteger("x").required()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "1, true", "\"on\", true", "\"YES\", true", "false, false", "0, false", "\"f\", false"})
    void booleans_may_be_spelled_in_these_ways(String json, boolean expected) {
        assertThatObject(read("{\"x\":" + json + "}", f -> f.bool("x").required()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-16T08:30:00Z, 2025-11-16T08:30:00Z",
        "2025-11-16T08:30:00.123456789+02:00, 2025-11-16T06:30:00.123456Z",
        "2025-11-16T08:30, 2025-11-16T08:30:00Z",
        "2025-11-16 08:30:00, 2025-11-16T08:30:00Z",
        "2025-11-16t08:30:00z, 2025-11-16T08:30:00Z",
        "2025-11-16T08:30:00 02:00, 2025-11-16T06:30:00Z",
        "2025-11-16, 2025-11-16T00:00:00Z",
        "2025-11-16T08:30:00-05:30, 2025-11-16T14:00:00Z",
    })
    void instants_may_be_spelled_in_these_ways(String text, Instant expected) {
        assertThatObject(text("x", text, f -> f.instant("x").required())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00Z",
        "-1, 1969-12-31T23:59:59Z",
        "1731744000, 2024-11-16T08:00:00Z",
        "1731744000.25, 2024-11-16T08:00:00.250Z",
        "1731744000250, 2024-11-16T08:00:00.250Z",
        "'\"2024-11-16\"', 2024-11-16T00:00:00Z"
    })
    void where_a_field_says_so_numbers_are_instants(String json, Instant expected) {
        assertThatObject(read("{'x':" + json + "}", f -> f.instantOrUnix("x").required()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1e30", "-9223372036854775809", "true", "\"1731744000\""})
    void numbers_beyond_the_calendar_are_rejected(String json) {
        assertThat(rejected(() ->
                        read("{'x':" + json + "}", f -> f.instantOrUnix("x").required())))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-02-30",
                "2025-11-16T25:00:00Z",
                "0000-01-01",
                "+12025-01-01",
                "1731744000",
                "",
                "2025-11-16T"
            })
    void what_is_no_instant_is_rejected(String text) {
        assertThat(rejected(() -> text("x", text, f -> f.instant("x").required())))
                .extracting(FieldError::type)
                .containsExactly("datetime_parsing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0f8fad5b-d9cb-469f-a165-70867728950e",
                "0F8FAD5BD9CB469FA16570867728950E",
                "{0f8fad5b-d9cb-469f-a165-70867728950e}",
                "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e"
            })
    void uuids_may_be_spelled_in_these_ways(String text) {
        assertThatObject(text("x", text, f -> f.uuid("x").required()))
                .isEqualTo(UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e"));
    }
}
