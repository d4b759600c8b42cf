package io.artstore.admin.domain;

import java.time.Instant;

/**
 * A signing key as an operator sees it, without its material.
 *
 * @param rotationCount how many keys came after it while it was active
 */
public record KeyRecord(
        String version, String algorithm, Instant createdAt, Instant expiresAt, boolean active, int rotationCount) {}
