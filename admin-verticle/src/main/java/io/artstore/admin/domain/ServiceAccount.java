package io.artstore.admin.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An application that may obtain tokens with a client id and a secret: one row of {@code service_accounts}.
 *
 * @param secretHash bcrypt; never shown
 * @param rateLimit requests per minute
 * @param system made by ArtStore itself; cannot be deleted
 */
public record ServiceAccount(
        UUID id,
        String name,
        Optional<String> description,
        String clientId,
        String secretHash,
        ServiceAccountRole role,
        ServiceAccountStatus status,
        boolean system,
        int rateLimit,
        Instant secretExpiresAt,
        Optional<Instant> lastUsedAt,
        Instant createdAt,
        Instant updatedAt) {

    /** A secret is good for this long, as in the checkpoint. */
    public static final Duration SECRET_LIFETIME = Duration.ofDays(90);

    /** Requests per minute of an account that names none. */
    public static final int DEFAULT_RATE_LIMIT = 100;

    private static final Duration WARNING_PERIOD = Duration.ofDays(7);

    public ServiceAccount {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(secretHash, "secretHash");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(secretExpiresAt, "secretExpiresAt");
    }

    /** The status at a moment: an active account whose secret has run out is expired, whether marked so or not. */
    public ServiceAccountStatus statusAt(Instant now) {
        return status == ServiceAccountStatus.ACTIVE && !now.isBefore(secretExpiresAt)
                ? ServiceAccountStatus.EXPIRED
                : status;
    }

    /** Whole days until the secret runs out, 0 when it has. */
    public long daysUntilExpiry(Instant now) {
        return Math.max(0, Duration.between(now, secretExpiresAt).toDays());
    }

    /** Whether the secret should be rotated soon. */
    public boolean requiresRotationWarning(Instant now) {
        long days = daysUntilExpiry(now);
        return days >= 1 && days <= WARNING_PERIOD.toDays();
    }

    @Override
    public String toString() {
        return "ServiceAccount[" + clientId + ", " + role + ", " + status + "]";
    }
}
