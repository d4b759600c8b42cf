package io.artstore.query.domain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How the index differs from one element. Changes of the last moments are left out: they may be on their way.
 *
 * @param documents how many documents the element has
 * @param indexed how many of its documents the index has
 * @param missing documents of the element that the index does not know
 * @param different documents about which the index says something else
 * @param surplus documents in the index that the element does not have
 * @param failure why the element could not be compared; the numbers then mean nothing
 */
public record ElementFindings(
        String elementId,
        long documents,
        long indexed,
        Drift missing,
        Drift different,
        Drift surplus,
        Optional<String> failure) {

    /** How many, and the ids of some of them. */
    public record Drift(long count, List<String> examples) {
        public static final Drift NONE = new Drift(0, List.of());

        public Drift {
            examples = List.copyOf(examples);
        }
    }

    public ElementFindings {
        Objects.requireNonNull(elementId, "elementId");
        Objects.requireNonNull(failure, "failure");
    }

    public static ElementFindings failed(String elementId, String reason) {
        return new ElementFindings(elementId, 0, 0, Drift.NONE, Drift.NONE, Drift.NONE, Optional.of(reason));
    }

    /** Whether the element was compared and the index says the same. */
    public boolean clean() {
        return failure.isEmpty() && missing.count() == 0 && different.count() == 0 && surplus.count() == 0;
    }
}
