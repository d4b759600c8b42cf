package io.artstore.storage.service;

/** Tells whoever sends documents to the element that its mode is another one now. */
@FunctionalInterface
public interface ModeAnnouncer {
    void announce();
}
