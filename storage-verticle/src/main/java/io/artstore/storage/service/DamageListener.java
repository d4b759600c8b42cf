package io.artstore.storage.service;

import io.artstore.storage.domain.DamageFinding;

/** Is told of every document that is found damaged; must not throw. */
@FunctionalInterface
public interface DamageListener {
    void found(DamageFinding finding);
}
