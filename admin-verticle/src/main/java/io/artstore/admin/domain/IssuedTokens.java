package io.artstore.admin.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * A successful grant.
 *
 * @param accessLifetime from {@code issuedAt}
 */
public record IssuedTokens(String accessToken, String refreshToken, Duration accessLifetime, Instant issuedAt) {
    @Override
    public String toString() {
        return "IssuedTokens[issued at " + issuedAt + "]";
    }
}
