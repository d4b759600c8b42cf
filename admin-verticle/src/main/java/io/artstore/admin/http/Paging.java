package io.artstore.admin.http;

import io.artstore.common.http.fields.Fields;

/** {@code skip} and {@code limit} of a list, as at the checkpoint. */
record Paging(int skip, int limit) {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    static Paging of(Fields query) {
        return new Paging(
                query.integer("skip").atLeast(0).orElse(0),
                query.integer("limit").between(1, MAX_LIMIT).orElse(DEFAULT_LIMIT));
    }
}
