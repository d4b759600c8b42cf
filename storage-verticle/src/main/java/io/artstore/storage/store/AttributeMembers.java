package io.artstore.storage.store;

import io.artstore.storage.domain.DocumentId;
import io.artstore.storage.domain.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** The members of an attribute file, taken out one by one with the tolerance of the original's reader. */
final class AttributeMembers {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private final Map<String, Object> members;

    AttributeMembers(Map<String, Object> members) {
        this.members = new LinkedHashMap<>(members);
    }

    boolean has(String key) {
        return members.containsKey(key);
    }

    Object peek(String key) {
        return members.get(key);
    }

    /** What nobody took, in the order of the file. */
    Map<String, Object> rest() {
        return members;
    }

    String takeText(String key) {
        if (take(key) instanceof String text) {
            return text;
        }
        throw damaged(key, "a text");
    }

    String takeTextOrNull(String key) {
        Object value = take(key);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw damaged(key, "a text or null");
    }

    UUID takeUuid(String key) {
        return DocumentId.parse(takeText(key)).orElseThrow(() -> damaged(key, "a UUID"));
    }

    long takeSize(String key) {
        try {
            long size = Long.parseLong(String.valueOf(take(key)));
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw damaged(key, "a whole number");
        }
        throw damaged(key, "zero or more");
    }

    Instant takeMoment(String key) {
        Object value = take(key);
        try {
            if (value instanceof Number seconds) {
                return Instant.EPOCH
                        .plusNanos(Math.round(seconds.doubleValue() * 1_000_000) * 1_000)
                        .truncatedTo(ChronoUnit.MICROS);
            }
            return Timestamps.parse(String.valueOf(value));
        } catch (DateTimeException e) {
            throw damaged(key, "a moment such as 2026-11-22T12:47:47.291151+00:00");
        }
    }

    String takeSha256(String key) {
        String digits = takeText(key);
        if (!SHA256.matcher(digits).matches()) {
            throw damaged(key, "64 hexadecimal digits");
        }
        return digits.toLowerCase(Locale.ROOT);
    }

    @SuppressWarnings("unchecked") // keys of a JSON object are texts
    Map<String, Object> takeObject(String key) {
        Object value = take(key);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> object) {
            return (Map<String, Object>) object;
        }
        throw damaged(key, "an object");
    }

    private Object take(String key) {
        if (!members.containsKey(key)) {
            throw new DamagedAttributesException("it has no '" + key + "'");
        }
        return members.remove(key);
    }

    private static DamagedAttributesException damaged(String key, String expected) {
        return new DamagedAttributesException("its '" + key + "' is not " + expected);
    }
}
