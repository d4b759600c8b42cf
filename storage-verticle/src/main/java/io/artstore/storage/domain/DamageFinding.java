package io.artstore.storage.domain;

import java.util.UUID;

/**
 * A document was found damaged.
 *
 * @param path of its data relative to the base
 * @param detail what exactly is wrong, for people
 */
public record DamageFinding(UUID fileId, String path, Damage damage, String detail, Detection foundBy) {}
