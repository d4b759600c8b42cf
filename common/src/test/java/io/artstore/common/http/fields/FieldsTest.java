package io.artstore.common.http.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.FieldError;
import io.artstore.common.error.ServiceException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields of requests: what is accepted, what is rejected, and with which words. */
class FieldsTest {
    private enum Mode {
        EDIT,
        READ_ONLY
    }

    private record Picky(String name, int age) {
        Picky {
            Objects.requireNonNull(name);
            if (age < 18) {
                throw new IllegalArgumentException("too young");
            }
        }
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

    @Test
    void what_a_parser_says_about_a_secret_is_not_repeated() {
        List<FieldError> errors = rejected(() ->
                read("{'x':'9x'}", f -> f.secret("x").as(Integer::valueOf, 0).required()));

        assertThat(errors).containsExactly(new FieldError("body.x", "is not acceptable", "value_error"));
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
    void every_rejected_field_is_reported_even_where_the_record_refuses_what_it_is_given() {
        List<FieldError> errors = rejected(() -> read(
                "{'age':'x'}",
                f -> new Picky(
                        f.string("name").required().strip(), f.integer("age").required())));

        assertThat(errors).extracting(FieldError::location).containsExactly("body.name", "body.age");
    }

    @Test
    void a_record_that_refuses_good_fields_is_a_fault_of_the_program() {
        assertThatThrownBy(() -> read(
                        "{'name':'a','age':3}",
                        f -> new Picky(
                                f.string("name").required(), f.integer("age").required())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("too young");
    }

    @Test
    void a_rule_between_fields_may_be_reported_by_the_reader() {
        List<FieldError> errors = rejected(() -> read("{'from':5,'to':3}", f -> {
            int from = f.integer("from").required();
            int to = f.integer("to").required();
            if (to < from) {
                f.reject("to", "must not be before 'from'");
            }
            return from;
        }));

        assertThat(errors).containsExactly(new FieldError("body.to", "must not be before 'from'", "value_error"));
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

    @Test
    void texts_are_counted_in_code_points() {
        assertThatObject(read("{'x':'😀😀😀'}", f -> f.string("x").length(3, 3).required()))
                .isEqualTo("😀😀😀");
    }

    @Test
    void absent_fields_have_their_default() {
        assertThatObject(read("{}", f -> f.string("x").orElse("d"))).isEqualTo("d");
        assertThatObject(read("{'x':null}", f -> f.integer("x").orElse(3))).isEqualTo(3);
        assertThatObject(read("{}", f -> f.instant("x").optional())).isEqualTo(Optional.empty());
        assertThatObject(read("{'x':null}", f -> f.has("x") && !f.has("y"))).isEqualTo(true);
    }

    @Test
    void an_object_arrives_as_plain_maps_and_lists() {
        Map<String, Object> value =
                read("{'x':{'a':[1,{'b':null}]}}", f -> f.object("x").required());

        assertThat(new JsonObject(value)).isEqualTo(new JsonObject("{\"a\":[1,{\"b\":null}]}"));
    }

    @Test
    void an_object_in_a_form_is_parsed() {
        assertThatObject(text("x", "{\"a\":1}", f -> f.object("x").required())).isEqualTo(Map.of("a", 1));
        assertThat(rejected(() -> text("x", "{a", f -> f.object("x").required())))
                .extracting(FieldError::type)
                .containsExactly("dict_type");
    }

    @Test
    void a_parameter_that_stands_for_one_value_must_not_be_repeated() {
        List<FieldError> errors = rejected(() -> Fields.readText(
                "query", Map.of("x", List.of("1", "2")), f -> f.integer("x").required()));

        assertThat(errors).containsExactly(new FieldError("query.x", "is given 2 times; give it once", "value_error"));
    }

    @Test
    void a_repeated_parameter_is_a_list() {
        List<String> tags = Fields.readText(
                "query", Map.of("x", List.of("a", "b")), f -> f.strings("x").required());

        assertThat(tags).containsExactly("a", "b");
    }

    @Test
    void enumerations_are_read_in_lower_case() {
        assertThatObject(read(
                        "{'x':'read_only'}", f -> f.enumeration("x", Mode.class).required()))
                .isEqualTo(Mode.READ_ONLY);
    }

    @Test
    void members_of_other_names_are_refused_where_a_reader_says_so() {
        assertThat(rejected(() -> read("{'a':1,'b':2}", f -> {
                    f.requireOnly("a", "c");
                    return "";
                })))
                .containsExactly(new FieldError("body.b", "cannot be given here; what can is a, c", "extra_forbidden"));
        boolean read = read("{'c':1}", f -> {
            f.requireOnly("a", "c");
            return true;
        });
        assertThat(read).isTrue();
    }

    /** Whatever comes in, a reader yields a value or 422; it never breaks. */
    @Property(tries = 500)
    void no_text_breaks_a_reader(@ForAll String value) {
        Function<Fields, Object> reader = f -> List.of(
                f.string("x").maxLength(10).optional(),
                f.integer("x").optional(),
                f.longInteger("x").optional(),
                f.bool("x").optional(),
                f.instant("x").optional(),
                f.uuid("x").optional(),
                f.object("x").optional(),
                f.strings("x").optional());
        try {
            assertThatObject(text("x", value, reader)).isNotNull();
        } catch (ServiceException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
        }
    }

    private static <T> T read(String json, Function<Fields, T> reader) {
        return Fields.read("body", new JsonObject(json.replace('\'', '"')).getMap(), reader);
    }

    private static <T> T text(String name, String value, Function<Fields, T> reader) {
        return Fields.readText("query", Map.of(name, List.of(value)), reader);
    }

    private static List<FieldError> rejected(Runnable reading) {
        ServiceException rejection = catchThrowableOfType(ServiceException.class, reading::run);
        assertThat(rejection).as("the field should have been rejected").isNotNull();
        assertThat(rejection.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
        return rejection.errors();
    }
}
