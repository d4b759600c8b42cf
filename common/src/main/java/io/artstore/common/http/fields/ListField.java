package io.artstore.common.http.fields;

import java.util.List;

/** A list of texts: a JSON array of strings, or a parameter that is repeated. */
public final class ListField extends Field<List<String>> {
    ListField(Slot slot, List<String> value) {
        super(slot, value, List.of());
    }

    /** How many items there may be. */
    public ListField size(int min, int max) {
        check(items -> items.size() >= min, "too_short", "must have at least " + min + " items");
        check(items -> items.size() <= max, "too_long", "must have at most " + max + " items");
        return this;
    }

    /** How many characters each item may have. */
    public ListField each(int minLength, int maxLength) {
        List<String> items = optional().orElse(List.of());
        for (int i = 0; i < items.size(); i++) {
            int length = items.get(i).codePointCount(0, items.get(i).length());
            if (length < minLength) {
                slot().reject("." + i, "string_too_short", "must have at least " + minLength + " characters");
            } else if (length > maxLength) {
                slot().reject("." + i, "string_too_long", "must have at most " + maxLength + " characters");
            }
        }
        return this;
    }
}
