package io.artstore.admin.domain;

/** An account whose tokens can be taken back: what people and applications have in common. */
public interface Revocable {
    /** Whether it may have tokens, lockouts and the end of secrets aside. */
    boolean isActive();

    /** The state it is in, as the moment of the last change. */
    EntityVersion version();
}
