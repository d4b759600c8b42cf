package io.artstore.admin.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;

/**
 * What a refresh token says. All tokens that come from one grant are a family; each is good for one use, which makes the
 * next generation.
 *
 * @param familyId also the claim {@code sid} of the family's access tokens
 * @param generation 0 for the token of the grant
 * @param grantedAt of the family, in whole seconds
 * @param expiresAt of the family, in whole seconds: a refresh does not prolong it
 */
public record RefreshToken(UUID familyId, int generation, AccountId account, Instant grantedAt, Instant expiresAt) {
    public RefreshToken {
        Objects.requireNonNull(familyId, "familyId");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(grantedAt, "grantedAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** The first of a new family. */
    public static RefreshToken first(AccountId account, Instant now, Duration lifetime) {
        Instant granted = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expires = now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        return new RefreshToken(UUID.randomUUID(), 0, account, granted, expires);
    }

    public RefreshToken next() {
        return new RefreshToken(familyId, generation + 1, account, grantedAt, expiresAt);
    }

    public boolean isExpiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
