package io.artstore.admin.service;

import io.artstore.admin.crypto.JwtSigner;
import io.artstore.admin.domain.IssuedTokens;
import io.artstore.admin.domain.TokenSubject;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Makes pairs of access and refresh tokens, checkpoint section 2.1 with {@code iss}, {@code jti} and {@code kid} added.
 */
public final class TokenIssuer {
    private final SigningKeyService keys;
    private final JwtSigner signer;
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

    public TokenIssuer(SigningKeyService keys, JwtSigner signer, Lifetimes lifetimes, String issuer, Clock clock) {
        this.keys = Objects.requireNonNull(keys, "keys");
        this.signer = Objects.requireNonNull(signer, "signer");
        this.lifetimes = Objects.requireNonNull(lifetimes, "lifetimes");
        this.issuer = Objects.requireNonNull(issuer, "issuer");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    public Future<IssuedTokens> issue(TokenSubject subject) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Map<String, Object>> payloads = List.of(
                claims(subject, "access", subject.accessClaims(), now, lifetimes.access()),
                claims(subject, "refresh", subject.refreshClaims(), now, lifetimes.refresh()));
        return keys.signingKey()
                .compose(key -> signer.sign(key, payloads))
                .map(tokens -> new IssuedTokens(tokens.get(0), tokens.get(1), lifetimes.access(), now));
    }

    private Map<String, Object> claims(
            TokenSubject subject, String type, Map<String, Object> own, Instant now, Duration lifetime) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", subject.subject());
        claims.putAll(own);
        claims.put("type", type);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(lifetime).getEpochSecond());
        claims.put("nbf", now.getEpochSecond());
        claims.put("iss", issuer);
        claims.put("jti", UUID.randomUUID().toString());
        return claims;
    }
}
