package io.artstore.admin.domain.audit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The facts of an event in the form in which they come back from a {@code jsonb} column, so that what is signed is what
 * will be read: whole numbers without a fraction, others as decimals, no character that PostgreSQL refuses.
 */
public final class AuditData {
    private static final char REPLACEMENT = '\ufffd';
    /** Deeper than any event; what is deeper is kept as text. */
    private static final int MAX_DEPTH = 16;

    private AuditData() {}

    /** The same members in that form, in the given order. */
    public static Map<String, Object> normalized(Map<String, Object> data) {
        Map<String, Object> normalized = new LinkedHashMap<>();
        data.forEach((name, value) -> normalized.put(text(name), value(value, 1)));
        return normalized;
    }

    /** A text that PostgreSQL takes; null stays null. */
    public static String text(String text) {
        if (text == null || text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean refused = c == 0 || (c <= Character.MAX_VALUE && Character.isSurrogate((char) c));
            out.appendCodePoint(refused ? REPLACEMENT : c);
        });
        return out.toString();
    }

    /** A text cut to a column of so many characters. */
    public static String text(String text, int longest) {
        String sound = text(text);
        return sound == null || sound.codePointCount(0, sound.length()) <= longest
                ? sound
                : sound.substring(0, sound.offsetByCodePoints(0, longest));
    }

    private static Object value(Object value, int depth) {
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Map<?, ?> map && depth < MAX_DEPTH) {
            Map<String, Object> members = new LinkedHashMap<>();
            map.forEach((name, member) -> members.put(text(name.toString()), value(member, depth + 1)));
            return members;
        }
        if (value instanceof Iterable<?> items && depth < MAX_DEPTH) {
            List<Object> list = new ArrayList<>();
            items.forEach(item -> list.add(value(item, depth + 1)));
            return list;
        }
        return value instanceof Number number ? number(number) : text(value.toString());
    }

    private static Object number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                return number.toString();
            }
        }
        String plain = new BigDecimal(number.toString()).toPlainString();
        return plain.contains(".") ? new BigDecimal(plain) : new BigInteger(plain);
    }
}
