package io.artstore.admin.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * An element that is to be registered.
 *
 * @param name empty takes the element's own
 * @param report what the element said of itself, or what the administrator says in its place
 * @param seen whether the report is the element's own
 */
public record NewStorageElement(
        ElementAddress address, Optional<String> name, Terms terms, ElementReport report, boolean seen) {
    public static final int DEFAULT_PRIORITY = 100;

    /** What an administrator decides, and no element can say. */
    public record Terms(
            Optional<String> description,
            Optional<String> apiKey,
            Optional<Integer> retentionDays,
            boolean replicated,
            int replicaCount,
            int priority) {
        /** Of an element that registered itself. */
        public static final Terms DEFAULT =
                new Terms(Optional.empty(), Optional.empty(), Optional.empty(), false, 0, DEFAULT_PRIORITY);

        @Override
        public String toString() {
            return "Terms[priority=" + priority + "]";
        }
    }

    public NewStorageElement {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(terms, "terms");
        Objects.requireNonNull(report, "report");
    }
}
