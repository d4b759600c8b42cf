package io.artstore.storage.domain;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Something a job found out of order.
 *
 * @param fileId the document, where it is known
 * @param path relative to the element's base, where it is about something on disk
 * @param detail what was expected and what is, for people
 * @param action what was done about it; empty where it was only reported
 */
public record Finding(
        FindingRule rule, Optional<UUID> fileId, Optional<String> path, String detail, Optional<String> action) {
    public Finding {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(detail, "detail");
    }

    public static Finding of(FindingRule rule, UUID fileId, String path, String detail) {
        return new Finding(rule, Optional.ofNullable(fileId), Optional.ofNullable(path), detail, Optional.empty());
    }

    /** The same, with what was done about it. */
    public Finding handled(String how) {
        return new Finding(rule, fileId, path, detail, Optional.of(how));
    }
}
