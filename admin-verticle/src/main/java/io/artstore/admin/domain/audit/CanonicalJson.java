package io.artstore.admin.domain.audit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Function;

/**
 * JSON with one text for one value: members sorted by code point, separators {@code ", "} and {@code ": "}, nothing but
 * quotes, backslashes and control characters escaped (checkpoint section 5.4).
 *
 * <p>Numbers are {@link BigInteger} (or another whole number) and {@link BigDecimal} with a fraction; see
 * {@link AuditData}.
 */
public enum CanonicalJson {
    /** Fractions as Python's {@code repr} writes a float: what the checkpoint signs. */
    SIGNED(fraction -> PythonFloat.repr(fraction.doubleValue())),
    /** Fractions to the last digit: what the chain hashes, and what the database is given. */
    EXACT(BigDecimal::toPlainString);

    private static final Comparator<Entry<?, ?>> BY_NAME =
            (a, b) -> byCodePoint(a.getKey().toString(), b.getKey().toString());
    /** Of a row with its link. */
    private static final int USUAL_LENGTH = 1_500;

    private final Function<BigDecimal, String> fractions;

    CanonicalJson(Function<BigDecimal, String> fractions) {
        this.fractions = fractions;
    }

    /** Maps, lists, texts, booleans, numbers and null; anything else by its text. */
    public String write(Object value) {
        StringBuilder out = new StringBuilder(USUAL_LENGTH);
        write(value, out);
        return out.toString();
    }

    private void write(Object value, StringBuilder out) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, out);
        } else if (value instanceof List<?> list) {
            writeList(list, out);
        } else if (value instanceof BigDecimal fraction) {
            out.append(fractions.apply(fraction));
        } else if (value instanceof Number whole) {
            out.append(whole);
        } else {
            writeText(value.toString(), out);
        }
    }

    private static int byCodePoint(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                boolean beyond = Character.isSurrogate(left);
                return beyond == Character.isSurrogate(right) ? Character.compare(left, right) : beyond ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private void writeMap(Map<?, ?> map, StringBuilder out) {
        Entry<?, ?>[] members = map.entrySet().toArray(new Entry<?, ?>[0]);
        Arrays.sort(members, BY_NAME);
        String separator = "";
        out.append('{');
        for (Entry<?, ?> member : members) {
            out.append(separator);
            writeText(member.getKey().toString(), out);
            out.append(": ");
            write(member.getValue(), out);
            separator = ", ";
        }
        out.append('}');
    }

    private void writeList(List<?> list, StringBuilder out) {
        String separator = "";
        out.append('[');
        for (Object item : list) {
            out.append(separator);
            write(item, out);
            separator = ", ";
        }
        out.append(']');
    }

    private static void writeText(String text, StringBuilder out) {
        int written = 0;
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(text, written, i);
                writeEscaped(c, out);
                written = i + 1;
            }
        }
        out.append(text, written, text.length()).append('"');
    }

    private static void writeEscaped(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\f' -> out.append("\\f");
            case '\b' -> out.append("\\b");
            default -> out.append(String.format("\\u%04x", (int) c));
        }
    }
}
