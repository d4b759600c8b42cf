package io.artstore.admin.service;

/** Is told when the set of verification keys has changed. */
@FunctionalInterface
public interface KeySetListener {
    void keySetChanged();
}
