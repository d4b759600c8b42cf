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
 * @param system made by ArtStore itself; cannot be deleted, suspended or given another role
 * @param previousSecret the secret before the present one, where a rotation left it working for a while
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
        Instant secretChangedAt,
        Instant secretExpiresAt,
        Optional<PreviousSecret> previousSecret,
        Optional<Instant> lastUsedAt,
        Instant createdAt,
        Instant updatedAt)
        implements Revocable {

    /** A secret is good for this long, as in the checkpoint. */
    public static final Duration SECRET_LIFETIME = Duration.ofDays(90);

    /** Requests per minute of an account that names none. */
    public static final int DEFAULT_RATE_LIMIT = 100;

    /** How long before its end a secret is due to be rotated. */
    public static final Duration WARNING_PERIOD = Duration.ofDays(7);

    /** A secret that was replaced and still works until a moment. */
    public record PreviousSecret(String hash, Instant usableUntil) {
        @Override
        public String toString() {
            return "PreviousSecret[" + usableUntil + "]";
        }
    }

    public ServiceAccount {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(secretHash, "secretHash");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(secretChangedAt, "secretChangedAt");
        Objects.requireNonNull(secretExpiresAt, "secretExpiresAt");
        Objects.requireNonNull(previousSecret, "previousSecret");
    }

    /** The status at a moment: an active account whose secret has run out is expired, whether marked so or not. */
    public ServiceAccountStatus statusAt(Instant now) {
        return status == ServiceAccountStatus.ACTIVE && isSecretExpiredAt(now) ? ServiceAccountStatus.EXPIRED : status;
    }

    public boolean isSecretExpiredAt(Instant now) {
        return !now.isBefore(secretExpiresAt);
    }

    /** The secret before the present one, if it still works. */
    public Optional<PreviousSecret> previousSecretAt(Instant now) {
        return previousSecret.filter(secret -> now.isBefore(secret.usableUntil()));
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

    public Optional<Environment> environment() {
        return Environment.ofClientId(clientId);
    }

    @Override
    public boolean isActive() {
        return status == ServiceAccountStatus.ACTIVE;
    }

    @Override
    public EntityVersion version() {
        return new EntityVersion(updatedAt);
    }

    /** The account after a change that was made now. One that is deleted keeps no previous secret. */
    public ServiceAccount changed(ServiceAccountChange change, Instant now) {
        boolean deleted =
                change.status().filter(ServiceAccountStatus.DELETED::equals).isPresent();
        return new ServiceAccount(
                id,
                change.name().orElse(name),
                change.describes() ? change.description() : description,
                clientId,
                secretHash,
                change.role().orElse(role),
                change.status().orElse(status),
                system,
                change.rateLimit().orElse(rateLimit),
                secretChangedAt,
                secretExpiresAt,
                deleted ? Optional.empty() : previousSecret,
                lastUsedAt,
                createdAt,
                version().next(now));
    }

    /**
     * The account with a new secret; an expired one is active again.
     *
     * @param previous the old secret, where it is to work on
     */
    public ServiceAccount rotated(String newHash, Optional<PreviousSecret> previous, Instant now) {
        Instant moment = version().next(now);
        return new ServiceAccount(
                id,
                name,
                description,
                clientId,
                newHash,
                role,
                status == ServiceAccountStatus.EXPIRED ? ServiceAccountStatus.ACTIVE : status,
                system,
                rateLimit,
                moment,
                moment.plus(SECRET_LIFETIME),
                previous,
                lastUsedAt,
                createdAt,
                moment);
    }

    /** Where it stands in the list of service accounts. */
    public AccountPosition<UUID> position() {
        return new AccountPosition<>(createdAt, id);
    }

    @Override
    public String toString() {
        return "ServiceAccount[" + clientId + ", " + role + ", " + status + "]";
    }
}
