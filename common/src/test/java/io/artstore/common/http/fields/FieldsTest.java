package io.artstore.common.http.fields;

import static io.artstore.common.http.fields.FieldReading.read;
import static io.artstore.common.http.fields.FieldReading.rejected;
import static io.artstore.common.http.fields.FieldReading.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.FieldError;
import io.artstore.common.error.ServiceException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a reader makes of fields, and which rules it may add. */
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
}
