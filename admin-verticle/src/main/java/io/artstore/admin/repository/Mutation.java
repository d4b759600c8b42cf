package io.artstore.admin.repository;

import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.Revocations.Revocation;
import java.util.Optional;

/**
 * A change of an account and what belongs to it: written in one transaction or not at all.
 *
 * @param before empty for an account that is new
 * @param ends the account's tokens, where the change takes them back
 * @param event what was done, by whom; empty where nothing was
 */
public record Mutation<T>(Optional<T> before, T after, Optional<Revocation> ends, Optional<AuditEvent> event) {

    public static <T> Mutation<T> creation(T created, AuditEvent event) {
        return new Mutation<>(Optional.empty(), created, Optional.empty(), Optional.of(event));
    }

    public static <T> Mutation<T> of(T before, T after, AuditEvent event) {
        return new Mutation<>(Optional.of(before), after, Optional.empty(), Optional.of(event));
    }

    /** What was asked for is so already. */
    public static <T> Mutation<T> none(T present) {
        return new Mutation<>(Optional.of(present), present, Optional.empty(), Optional.empty());
    }

    public Mutation<T> ending(Revocation tokens) {
        return new Mutation<>(before, after, Optional.of(tokens), event);
    }

    public boolean changes() {
        return event.isPresent();
    }
}
