package io.artstore.common.http.fields;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * From what a request holds (JSON values, or lists of texts) to the types fields have. Every method returns null for an
 * absent value and after a rejection.
 */
final class Conversion {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]{1,400}(\\.0*)?");
    private static final Set<String> TRUE = Set.of("true", "1", "on", "t", "y", "yes");
    private static final Set<String> FALSE = Set.of("false", "0", "off", "f", "n", "no");
    private static final int MAX_DEPTH = 32;

    private final boolean text;

    /** @param text whether values are lists of texts, as in a query, and not JSON */
    Conversion(boolean text) {
        this.text = text;
    }

    String string(Slot slot, Object raw) {
        Object value = single(slot, raw);
        if (value == null) {
            return null;
        }
        if (value instanceof String string) {
            return isStorable(string, slot, "") ? string : null;
        }
        slot.reject("string_type", "must be a string, not " + kind(value));
        return null;
    }

    Long integer(Slot slot, Object raw, long min, long max) {
        Object value = single(slot, raw);
        if (value == null) {
            return null;
        }
        BigDecimal number = decimal(slot, value);
        if (number == null) {
            return null;
        }
        if (number.compareTo(BigDecimal.valueOf(min)) < 0 || number.compareTo(BigDecimal.valueOf(max)) > 0) {
            slot.reject("int_parsing_size", "must be between " + min + " and " + max + ", not " + slot.show(value));
            return null;
        }
        if (number.stripTrailingZeros().scale() > 0) {
            slot.reject("int_from_float", "must be a whole number, not " + slot.show(value));
            return null;
        }
        return number.longValueExact();
    }

    Boolean bool(Slot slot, Object raw) {
        Object value = single(slot, raw);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        String word = value instanceof Number || value instanceof String
                ? value.toString().toLowerCase(Locale.ROOT)
                : "";
        if (TRUE.contains(word)) {
            return true;
        }
        if (FALSE.contains(word)) {
            return false;
        }
        slot.reject("bool_parsing", "must be true or false, not " + slot.show(value));
        return null;
    }

    List<String> strings(Slot slot, Object raw) {
        if (raw == null) {
            return null;
        }
        List<?> items = list(raw);
        if (items == null) {
            slot.reject("list_type", "must be a list of strings, not " + kind(raw));
            return null;
        }
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < items.size() && !slot.rejected(); i++) {
            if (items.get(i) instanceof String item) {
                isStorable(item, slot, "." + i);
                strings.add(item);
            } else {
                slot.reject("." + i, "string_type", "must be a string, not " + kind(items.get(i)));
            }
        }
        return slot.rejected() ? null : List.copyOf(strings);
    }

    Map<String, Object> object(Slot slot, Object raw) {
        Object value = single(slot, raw);
        if (value == null) {
            return null;
        }
        Map<String, Object> object = value instanceof String json && text ? parse(json) : map(value);
        if (object == null) {
            slot.reject("dict_type", "must be a JSON object, not " + (text ? slot.show(value) : kind(value)));
            return null;
        }
        checkTree(slot, object, 1);
        return slot.rejected() ? null : object;
    }

    private Object single(Slot slot, Object raw) {
        if (!text || raw == null) {
            return raw;
        }
        List<?> given = (List<?>) raw;
        if (given.size() == 1) {
            return given.get(0);
        }
        slot.reject("value_error", "is given " + given.size() + " times; give it once");
        return null;
    }

    private static BigDecimal decimal(Slot slot, Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        if (value instanceof BigInteger big) {
            return new BigDecimal(big);
        }
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return BigDecimal.valueOf(number.doubleValue());
        }
        if (value instanceof String string
                && WHOLE_NUMBER.matcher(string.strip()).matches()) {
            return new BigDecimal(string.strip());
        }
        boolean unreadable = value instanceof String || value instanceof Number;
        slot.reject(
                unreadable ? "int_parsing" : "int_type",
                "must be a whole number, not " + (unreadable ? slot.show(value) : kind(value)));
        return null;
    }

    private static List<?> list(Object raw) {
        if (raw instanceof JsonArray array) {
            return array.getList();
        }
        return raw instanceof List<?> items ? items : null;
    }

    private static Map<String, Object> map(Object value) {
        if (value instanceof JsonObject object) {
            return object.getMap();
        }
        if (value instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // JSON has no other keys than strings
            Map<String, Object> members = (Map<String, Object>) map;
            return members;
        }
        return null;
    }

    private static Map<String, Object> parse(String json) {
        try {
            return new JsonObject(json).getMap();
        } catch (DecodeException | NullPointerException e) {
            return null;
        }
    }

    private static void checkTree(Slot slot, Object value, int depth) {
        if (depth > MAX_DEPTH) {
            slot.reject("value_error", "must not be nested deeper than " + MAX_DEPTH + " levels");
        } else if (value instanceof String string) {
            isStorable(string, slot, "");
        } else if (map(value) != null) {
            map(value).forEach((name, member) -> {
                isStorable(name, slot, "");
                checkTree(slot, member, depth + 1);
            });
        } else if (list(value) != null) {
            list(value).forEach(item -> checkTree(slot, item, depth + 1));
        }
    }

    /** PostgreSQL keeps neither NUL nor half a surrogate pair. */
    private static boolean isStorable(String string, Slot slot, String suffix) {
        if (string.indexOf('\0') >= 0) {
            slot.reject(suffix, "value_error", "must not contain the NUL character");
            return false;
        }
        boolean unpaired = string.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
        if (unpaired) {
            slot.reject(suffix, "string_unicode", "must be valid Unicode; it contains half of a surrogate pair");
        }
        return !unpaired;
    }

    private static String kind(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Number) {
            return "a number";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        return value instanceof String ? "a string" : list(value) != null ? "a list" : "an object";
    }
}
