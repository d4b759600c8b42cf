package io.artstore.admin.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * What an administrator changes of a registered element; what is {@link Change#keep() kept} stays.
 *
 * @param maintenance true takes the element out of service, false lets it back
 */
public record StorageElementEdit(
        Change<String> name,
        Change<Optional<String>> description,
        Change<ElementAddress> address,
        Change<Optional<String>> apiKey,
        Change<Optional<Integer>> retentionDays,
        Change<Boolean> replicated,
        Change<Integer> replicaCount,
        Change<Integer> priority,
        Change<Boolean> maintenance) {

    /** A new value, or none. */
    public record Change<T>(Optional<T> value) {
        public Change {
            Objects.requireNonNull(value, "value");
        }

        public static <T> Change<T> keep() {
            return new Change<>(Optional.empty());
        }

        public static <T> Change<T> to(T value) {
            return new Change<>(Optional.of(value));
        }

        public T orElse(T current) {
            return value.orElse(current);
        }

        @Override
        public String toString() {
            return value.isPresent() ? "changed" : "kept";
        }
    }
}
