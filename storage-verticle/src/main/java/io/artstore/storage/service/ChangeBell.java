package io.artstore.storage.service;

/** Tells whoever follows the change feed that there is something new. */
@FunctionalInterface
public interface ChangeBell {
    void ring();
}
