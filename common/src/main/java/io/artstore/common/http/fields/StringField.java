package io.artstore.common.http.fields;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text, counted in Unicode code points as PostgreSQL counts its varchar. */
public final class StringField extends Field<String> {
    StringField(Slot slot, String value) {
        super(slot, value, "");
    }

    public StringField length(int min, int max) {
        return minLength(min).maxLength(max);
    }

    public StringField minLength(int min) {
        check(text -> count(text) >= min, "string_too_short", "must have at least " + min + " characters");
        return this;
    }

    public StringField maxLength(int max) {
        check(text -> count(text) <= max, "string_too_long", "must have at most " + max + " characters");
        return this;
    }

    /** Something besides white space. */
    public StringField notBlank() {
        check(text -> !text.isBlank(), "string_too_short", "must not be blank");
        return this;
    }

    /**
     * @param shape what the pattern means, for the message: {@code "lower-case letters and digits"}
     */
    public StringField matching(Pattern pattern, String shape) {
        check(pattern.asMatchPredicate(), "string_pattern_mismatch", "must be of the form: " + shape);
        return this;
    }

    public StringField oneOf(String... choices) {
        List<String> allowed = Arrays.asList(choices);
        optional().filter(text -> !allowed.contains(text)).ifPresent(text -> slot().reject(
                        "enum", notAmong(allowed, slot().show(text))));
        return this;
    }

    @Override
    public StringField satisfying(Predicate<? super String> rule, String message) {
        super.satisfying(rule, message);
        return this;
    }

    static String notAmong(List<String> allowed, String shown) {
        return "must be one of "
                + allowed.stream().map(choice -> "'" + choice + "'").collect(Collectors.joining(", ")) + ", not "
                + shown;
    }

    private static int count(String text) {
        return text.codePointCount(0, text.length());
    }
}
