package io.artstore.admin.service;

import io.artstore.admin.crypto.JwtSigner;
import io.artstore.admin.crypto.RefreshTokenSeal;
import io.artstore.admin.domain.IssuedTokens;
import io.artstore.admin.domain.RefreshToken;
import io.artstore.admin.domain.TokenSubject;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Makes pairs of access and refresh tokens, checkpoint section 2.1 with {@code iss}, {@code jti}, {@code sid} and {@code kid} added.
 */
public final class TokenIssuer {
    private final SigningKeyService keys;
    private final JwtSigner signer;
    private final RefreshTokenSeal seal;
    private final Lifetimes lifetimes;
    private final String issuer;
    private final Clock clock;

    /** How long each token is good for. */
    public record Lifetimes(Duration access, Duration refresh) {
        /** The longer of the two. */
        public Duration longest() {
            return access.compareTo(refresh) >= 0 ? access : refresh;
        }
    }

    public TokenIssuer(
            SigningKeyService keys,
            JwtSigner signer,
            RefreshTokenSeal seal,
            Lifetimes lifetimes,
            String issuer,
            Clock clock) {
        this.keys = Objects.requireNonNull(keys, "keys");
        this.signer = Objects.requireNonNull(signer, "signer");
        this.seal = Objects.requireNonNull(seal, "seal");
        this.lifetimes = Objects.requireNonNull(lifetimes, "lifetimes");
        this.issuer = Objects.requireNonNull(issuer, "issuer");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** The first tokens of a session. */
    public Future<IssuedTokens> issue(TokenSubject subject) {
        return issue(subject, RefreshToken.first(subject.account(), clock.instant(), lifetimes.refresh()));
    }

    /** The tokens of a session that goes on: an access token, and this refresh token. */
    public Future<IssuedTokens> issue(TokenSubject subject, RefreshToken refresh) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return keys.signingKey()
                .compose(key -> signer.sign(key, claims(subject, refresh, now)))
                .map(access -> new IssuedTokens(access, seal.seal(refresh), lifetimes.access(), now));
    }

    private Map<String, Object> claims(TokenSubject subject, RefreshToken refresh, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", subject.account().subject());
        claims.putAll(subject.accessClaims());
        claims.put("type", "access");
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(lifetimes.access()).getEpochSecond());
        claims.put("nbf", now.getEpochSecond());
        claims.put("iss", issuer);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("sid", refresh.familyId().toString());
        return claims;
    }
}
