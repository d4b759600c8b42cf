package io.artstore.admin.element;

import io.artstore.admin.domain.ElementReport;
import io.artstore.admin.domain.StorageType;
import io.artstore.common.config.ElementMode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a report of an element's answers; every member is checked, because anything may answer at an address.
 *
 * <p>Elements of the original have no {@code element_id} and no room; their name and their capacity stand for them.
 */
final class ReportReader {
    private static final int MAX_NAME = 100;
    private static final int MAX_PATH = 500;

    private ReportReader() {}

    /**
     * @throws IllegalArgumentException with what is wrong, as the end of a sentence about the element
     */
    static ElementReport read(Buffer info, Optional<Buffer> capacity, boolean ready) {
        JsonObject facts = object(info);
        String name = text(facts, "name", MAX_NAME);
        return new ElementReport(
                facts.getValue("element_id") == null ? name : text(facts, "element_id", MAX_NAME),
                facts.getValue("display_name") == null ? name : text(facts, "display_name", MAX_NAME),
                facts.getValue("version") == null ? Optional.empty() : Optional.of(text(facts, "version", MAX_NAME)),
                constant(facts, "mode", ElementMode::valueOf),
                constant(facts, "storage_type", StorageType::valueOf),
                text(facts, "base_path", MAX_PATH),
                optionalCount(facts, "capacity_bytes"),
                optionalCount(facts, "used_bytes").orElse(0L),
                (int) Math.min(optionalCount(facts, "file_count").orElse(0L), Integer.MAX_VALUE),
                capacity.flatMap(ReportReader::available),
                ready);
    }

    private static Optional<Long> available(Buffer capacity) {
        return object(capacity).getValue("capacity") instanceof JsonObject room
                ? optionalCount(room, "available")
                : Optional.empty();
    }

    static JsonObject object(Buffer body) {
        try {
            if (Json.decodeValue(body) instanceof JsonObject object) {
                return object;
            }
        } catch (DecodeException e) {
            // Its text quotes what answered, which is nobody's business.
        }
        throw new IllegalArgumentException("does not answer with a JSON object");
    }

    private static String text(JsonObject facts, String name, int max) {
        if (facts.getValue(name) instanceof String value
                && !value.isBlank()
                && value.length() <= max
                && value.indexOf('\0') < 0) {
            return value;
        }
        throw new IllegalArgumentException("tells no '" + name + "' of 1 to " + max + " characters");
    }

    private static <T> T constant(JsonObject facts, String name, Function<String, T> type) {
        try {
            return type.apply(text(facts, name, MAX_NAME).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("tells no known '" + name + "'", e);
        }
    }

    private static Optional<Long> optionalCount(JsonObject facts, String name) {
        Object value = facts.getValue(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Number number && number.longValue() >= 0) {
            return Optional.of(number.longValue());
        }
        throw new IllegalArgumentException("tells a '" + name + "' that is no count");
    }
}
