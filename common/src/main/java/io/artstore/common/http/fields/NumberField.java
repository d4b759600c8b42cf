package io.artstore.common.http.fields;

/** A whole number. */
public final class NumberField<N extends Number> extends Field<N> {
    NumberField(Slot slot, N value, N zero) {
        super(slot, value, zero);
    }

    public NumberField<N> between(long min, long max) {
        return atLeast(min).atMost(max);
    }

    public NumberField<N> atLeast(long min) {
        optional().filter(number -> number.longValue() < min).ifPresent(number -> slot().reject(
                        "greater_than_equal", "must be at least " + min + ", not " + slot().show(number)));
        return this;
    }

    public NumberField<N> atMost(long max) {
        optional().filter(number -> number.longValue() > max).ifPresent(number -> slot().reject(
                        "less_than_equal", "must be at most " + max + ", not " + slot().show(number)));
        return this;
    }
}
