package io.artstore.common.http.fields;

import static io.artstore.common.http.fields.FieldReading.read;
import static io.artstore.common.http.fields.FieldReading.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.error.FieldError;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is rejected, and with which words. */
class FieldRejectionsTest {
    private enum Mode {
        EDIT,
        READ_ONLY
    }

    static Stream<Arguments> rejections() {
        return Stream.of(
                rejection("{}", f -> f.string("x").required(), "missing", "is required"),
                rejection("{'x':null}", f -> f.string("x").required(), "missing", "is required"),
                rejection("{'x':7}", f -> f.string("x").required(), "string_type", "must be a string, not a number"),
                rejection(
                        "{'x':true}", f -> f.string("x").orElse(""), "string_type", "must be a string, not a boolean"),
                rejection("{'x':[]}", f -> f.string("x").optional(), "string_type", "must be a string, not a list"),
                rejection("{'x':{}}", f -> f.secret("x").required(), "string_type", "must be a string, not an object"),
                rejection(
                        "{'x':''}",
                        f -> f.string("x").length(1, 3).required(),
                        "string_too_short",
                        "must have at least 1 characters"),
                rejection(
                        "{'x':'abcd'}",
                        f -> f.string("x").length(1, 3).required(),
                        "string_too_long",
                        "must have at most 3 characters"),
                rejection(
                        "{'x':' '}", f -> f.string("x").notBlank().required(), "string_too_short", "must not be blank"),
                rejection(
                        "{'x':'A'}",
                        f -> f.string("x")
                                .matching(Pattern.compile("[a-z]+"), "lower-case letters")
                                .required(),
                        "string_pattern_mismatch",
                        "must be of the form: lower-case letters"),
                rejection(
                        "{'x':'c'}",
                        f -> f.string("x").oneOf("a", "b").required(),
                        "enum",
                        "must be one of 'a', 'b', not 'c'"),
                rejection(
                        "{'x':'c'}",
                        f -> f.secret("x").oneOf("a", "b").required(),
                        "enum",
                        "must be one of 'a', 'b', not the value given"),
                rejection(
                        "{'x':'a\\u0000b'}",
                        f -> f.string("x").required(),
                        "value_error",
                        "must not contain the NUL character"),
                rejection(
                        "{'x':'\\ud800'}",
                        f -> f.string("x").required(),
                        "string_unicode",
                        "must be valid Unicode; it contains half of a surrogate pair"),
                rejection(
                        "{'x':'odd'}",
                        f -> f.string("x")
                                .satisfying(s -> s.length() % 2 == 0, "must be even")
                                .required(),
                        "value_error",
                        "must be even"),
                rejection(
                        "{'x':'five'}",
                        f -> f.integer("x").required(),
                        "int_parsing",
                        "must be a whole number, not 'five'"),
                rejection(
                        "{'x':5.5}",
                        f -> f.integer("x").required(),
                        "int_from_float",
                        "must be a whole number, not '5.5'"),
                rejection(
                        "{'x':true}",
                        f -> f.integer("x").required(),
                        "int_type",
                        "must be a whole number, not a boolean"),
                rejection(
                        "{'x':3000000000}",
                        f -> f.integer("x").required(),
                        "int_parsing_size",
                        "must be between -2147483648 and 2147483647, not '3000000000'"),
                rejection(
                        "{'x':9223372036854775808}",
                        f -> f.longInteger("x").required(),
                        "int_parsing_size",
                        "must be between -9223372036854775808 and 9223372036854775807, not '9223372036854775808'"),
                rejection(
                        "{'x':1e400}",
                        f -> f.longInteger("x").required(),
                        "int_parsing",
                        "must be a whole number, not 'Infinity'"),
                rejection(
                        "{'x':0}",
                        f -> f.integer("x").between(1, 9).required(),
                        "greater_than_equal",
                        "must be at least 1, not '0'"),
                rejection(
                        "{'x':10}",
                        f -> f.longInteger("x").between(1, 9).required(),
                        "less_than_equal",
                        "must be at most 9, not '10'"),
                rejection(
                        "{'x':'maybe'}",
                        f -> f.bool("x").required(),
                        "bool_parsing",
                        "must be true or false, not 'maybe'"),
                rejection("{'x':2}", f -> f.bool("x").required(), "bool_parsing", "must be true or false, not '2'"),
                rejection(
                        "{'x':'EDIT'}",
                        f -> f.enumeration("x", Mode.class).required(),
                        "enum",
                        "must be one of 'edit', 'read_only', not 'EDIT'"),
                rejection(
                        "{'x':'yesterday'}",
                        f -> f.instant("x").required(),
                        "datetime_parsing",
                        "must be a date or date-time such as 2025-11-16T08:30:00Z or 2025-11-16, not 'yesterday'"),
                rejection(
                        "{'x':'search'}", f -> f.uuid("x").required(), "uuid_parsing", "must be a UUID, not 'search'"),
                rejection(
                        "{'x':'a'}",
                        f -> f.strings("x").required(),
                        "list_type",
                        "must be a list of strings, not a string"),
                rejection(
                        "{'x':[]}",
                        f -> f.strings("x").size(1, 2).required(),
                        "too_short",
                        "must have at least 1 items"),
                rejection(
                        "{'x':['a','b','c']}",
                        f -> f.strings("x").size(1, 2).required(),
                        "too_long",
                        "must have at most 2 items"),
                rejection("{'x':[]}", f -> f.object("x").required(), "dict_type", "must be a JSON object, not a list"),
                rejection(
                        "{'x':{'a':{'b':['\\u0000']}}}",
                        f -> f.object("x").required(),
                        "value_error",
                        "must not contain the NUL character"),
                rejection(
                        "{'x':{'a':'12345678'}}",
                        f -> f.object("x").maxBytes(10).required(),
                        "too_long",
                        "must have at most 10 bytes as JSON"),
                rejection(
                        "{'x':" + "{'x':".repeat(33) + "1" + "}".repeat(33) + "}",
                        f -> f.object("x").required(),
                        "value_error",
                        "must not be nested deeper than 32 levels"),
                rejection(
                        "{'x':'9x'}",
                        f -> f.string("x").as(Integer::valueOf, 0).required(),
                        "value_error",
                        "For input string: \"9x\""));
    }

    private static Arguments rejection(String json, Function<Fields, Object> reader, String type, String message) {
        return Arguments.of(json, reader, type, message);
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void a_rejected_member_is_named_with_its_kind_and_what_would_be_right(
            String json, Function<Fields, Object> reader, String type, String message) {
        List<FieldError> errors = rejected(() -> read(json, reader));

        assertThat(errors).containsExactly(new FieldError("body.x", message, type));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "['a',7] | body.x.1 | string_type",
                "['a','b','long'] | body.x.2 | string_too_long",
                "[null] | body.x.0 | string_type",
            })
    void a_rejected_item_is_named_by_its_position(String list, String location, String type) {
        List<FieldError> errors = rejected(
                () -> read("{'x':" + list + "}", f -> f.strings("x").each(1, 3).required()));

        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.location()).isEqualTo(location);
            assertThat(error.type()).isEqualTo(type);
        });
    }

    @Test
    void what_a_parser_says_about_a_secret_is_not_repeated() {
        List<FieldError> errors = rejected(() ->
                read("{'x':'9x'}", f -> f.secret("x").as(Integer::valueOf, 0).required()));

        assertThat(errors).containsExactly(new FieldError("body.x", "is not acceptable", "value_error"));
    }

    @Test
    void a_secret_is_never_echoed() {
        List<FieldError> errors =
                rejected(() -> Fields.readText("body", Map.of("secret", List.of("hunter2")), f -> f.secret("secret")
                        .oneOf("a")
                        .required()));

        assertThat(errors.toString()).doesNotContain("hunter2");
    }

    @Test
    void a_long_value_is_shortened_in_messages() {
        List<FieldError> errors = rejected(
                () -> read("{'x':'" + "z".repeat(5000) + "'}", f -> f.uuid("x").required()));

        assertThat(errors.get(0).message()).hasSizeLessThan(120);
    }
}
