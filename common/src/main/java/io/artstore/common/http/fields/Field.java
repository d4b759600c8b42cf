package io.artstore.common.http.fields;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One typed field of a request: its rules, then how it is taken.
 *
 * <p>A rejected field yields its placeholder, so that the fields after it are read too; the record built from
 * placeholders is never seen by anyone, because {@link Fields} throws first.
 */
public class Field<T> {
    private final Slot slot;
    private final T value;
    private final T placeholder;

    Field(Slot slot, T value, T placeholder) {
        this.slot = slot;
        this.value = value;
        this.placeholder = placeholder;
    }

    /** The value; an absent field or JSON null is rejected. */
    public T required() {
        if (value == null) {
            slot.reject("missing", "is required");
        }
        return value == null || slot.rejected() ? placeholder : value;
    }

    /** The value, or this one where the field is absent or JSON null. */
    public T orElse(T fallback) {
        return value == null || slot.rejected() ? fallback : value;
    }

    public Optional<T> optional() {
        return slot.rejected() ? Optional.empty() : Optional.ofNullable(value);
    }

    /** A rule of the caller's own, with the words to say when it is broken. */
    public Field<T> satisfying(Predicate<? super T> rule, String message) {
        check(rule, "value_error", message);
        return this;
    }

    /**
     * The value as a type of the domain; its {@link IllegalArgumentException} rejects the field with its message.
     *
     * @param inPlaceOfRejected what {@link #required()} yields for a rejected field
     */
    public <R> Field<R> as(Function<? super T, ? extends R> parser, R inPlaceOfRejected) {
        if (value == null || slot.rejected()) {
            return new Field<>(slot, null, inPlaceOfRejected);
        }
        try {
            return new Field<>(slot, parser.apply(value), inPlaceOfRejected);
        } catch (IllegalArgumentException e) {
            slot.reject("value_error", slot.explain(e));
            return new Field<>(slot, null, inPlaceOfRejected);
        }
    }

    final void check(Predicate<? super T> rule, String type, String message) {
        if (value != null && !slot.rejected() && !rule.test(value)) {
            slot.reject(type, message);
        }
    }

    final Slot slot() {
        return slot;
    }
}
