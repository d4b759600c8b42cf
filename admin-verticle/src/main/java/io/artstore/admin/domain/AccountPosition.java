package io.artstore.admin.domain;

import java.time.Instant;
import java.util.Objects;

/**
 * The place of an account in the list of its kind, which is in the order of creation, newest first.
 *
 * @param id tells those apart that were made at the same moment
 */
public record AccountPosition<I>(Instant createdAt, I id) {
    public AccountPosition {
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(id, "id");
    }
}
