package io.artstore.storage.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * What a look at a document's bytes gave.
 *
 * @param damage null where they are what they should be
 * @param detail what exactly is wrong, for people; null where nothing is
 */
public record Verification(UUID fileId, Instant at, Damage damage, String detail, Detection by) {
    public static Verification intact(UUID fileId, Instant at, Detection by) {
        return new Verification(fileId, at, null, null, by);
    }
}
