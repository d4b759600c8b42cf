package io.artstore.admin.domain;

import java.util.List;

/**
 * A part of a list.
 *
 * @param total how long the whole is
 * @param more whether something comes behind this part
 */
public record Page<T>(long total, List<T> items, boolean more) {
    public Page {
        items = List.copyOf(items);
    }

    /** Of a limited length, from what was found when one more than that was looked for. */
    public static <T> Page<T> of(long total, List<T> found, int limit) {
        return new Page<>(total, found.subList(0, Math.min(limit, found.size())), found.size() > limit);
    }
}
