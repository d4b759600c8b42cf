package io.artstore.admin.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * When a client secret was in force; nothing of the secret itself.
 *
 * @param expiresAt when it would have ended, or will
 * @param replacedAt empty for the present one
 * @param usableUntil until when it went on working after it was replaced
 */
public record SecretPeriod(
        Instant setAt, Instant expiresAt, Optional<Instant> replacedAt, Optional<Instant> usableUntil) {}
