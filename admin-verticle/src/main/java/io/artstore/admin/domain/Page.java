package io.artstore.admin.domain;

import java.util.List;

/** A part of a list, with how long the whole is. */
public record Page<T>(long total, List<T> items) {
    public Page {
        items = List.copyOf(items);
    }
}
