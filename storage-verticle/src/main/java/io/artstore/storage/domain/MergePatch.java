package io.artstore.storage.domain;

import java.util.LinkedHashMap;
import java.util.Map;

/** JSON Merge Patch (RFC 7396 section 2) on objects. */
public final class MergePatch {
    private MergePatch() {}

    /**
     * The target after the patch: null removes a member, an object is merged into the one that is there, and every other
     * value replaces. Depth is bounded by that of the patch.
     */
    public static Map<String, Object> apply(Map<?, ?> target, Map<?, ?> patch) {
        Map<String, Object> result = new LinkedHashMap<>();
        target.forEach((name, value) -> result.put(name.toString(), value));
        patch.forEach((key, value) -> {
            String name = key.toString();
            if (value == null) {
                result.remove(name);
            } else if (value instanceof Map<?, ?> members) {
                result.put(name, apply(result.get(name) instanceof Map<?, ?> before ? before : Map.of(), members));
            } else {
                result.put(name, value);
            }
        });
        return result;
    }
}
