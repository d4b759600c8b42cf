package io.artstore.storage.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * What is known of a document's bytes.
 *
 * @param verifiedAt when they were last looked at; null where that was when they were stored
 * @param damage null where they were what they should be
 * @param damagedSince when that was first noticed; null without damage
 * @param detail what exactly is wrong, for people; null without damage
 */
public record Fixity(
        UUID fileId, String sha256, Instant verifiedAt, Damage damage, Instant damagedSince, String detail) {}
