package io.artstore.query.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON object that a document's metadata shall contain, as a search request gives it. */
final class MetadataFilter {
    /** Metadata of more bytes fit into no attribute file. */
    static final int MAX_BYTES = 4_096;

    private static final int MAX_DEPTH = 8;

    private MetadataFilter() {}

    /**
     * As compact JSON; empty where nothing is asked for.
     *
     * @throws IllegalArgumentException when it is nested too deep, or holds an empty object or list: such would match by
     *     shape alone, for which there is no index
     */
    static Optional<String> read(Map<String, Object> members) {
        if (members.isEmpty()) {
            return Optional.empty();
        }
        check(members, 1);
        return Optional.of(new JsonObject(members).encode());
    }

    private static void check(Object value, int depth) {
        if (depth > MAX_DEPTH + 1) {
            throw new IllegalArgumentException("must not be nested deeper than " + MAX_DEPTH + " levels");
        }
        inside(value).ifPresent(items -> {
            if (items.isEmpty()) {
                throw new IllegalArgumentException("must name values: an empty object or list in it matches too much");
            }
            items.forEach(item -> check(item, depth + 1));
        });
    }

    /** What an object or a list holds; empty for a plain value. */
    private static Optional<Collection<?>> inside(Object value) {
        if (value instanceof Map<?, ?> object) {
            return Optional.of(object.values());
        }
        if (value instanceof JsonObject object) {
            return Optional.of(object.getMap().values());
        }
        if (value instanceof JsonArray list) {
            return Optional.of(list.getList());
        }
        return value instanceof List<?> list ? Optional.of(list) : Optional.empty();
    }
}
