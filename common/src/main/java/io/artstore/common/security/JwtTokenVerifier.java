package io.artstore.common.security;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.VerifiedTokens.Verified;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.NoSuchKeyIdException;
import java.security.SignatureException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Verifies RS256 access tokens and download tickets of ArtStore and of the original against the keys admin publishes.
 *
 * <p>Only keys of RS256 are ever given to the library, so a token cannot choose its algorithm (RFC 8725 section 3.1).
 * Refresh tokens open nothing.
 */
public final class JwtTokenVerifier implements TokenVerifier {
    static final String ALGORITHM = "RS256";

    /** Longer tokens are refused unread; ours have about 900 characters. */
    private static final int MAX_LENGTH = 8_192;

    /** A node whose clock is ahead issues tokens that are not valid yet for the others. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    /** The end of the year 9999; what lies after it is no time of ours. */
    private static final long MAX_SECONDS = 253_402_300_799L;

    private final VerificationKeyStore keys;
    private final RevocationList revocations;
    private final String issuer;
    private final Clock clock;
    private final VerifiedTokens tokens = new VerifiedTokens();

    /**
     * A verifier over keys and revocations that are kept up to date by themselves.
     *
     * @param issuer what tokens signed with admin's keys must have as {@code iss}; tokens of the original have none
     */
    public JwtTokenVerifier(VerificationKeyStore keys, RevocationList revocations, String issuer, Clock clock) {
        this.keys = Objects.requireNonNull(keys, "keys");
        this.revocations = Objects.requireNonNull(revocations, "revocations");
        this.issuer = Objects.requireNonNull(issuer, "issuer");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public Future<Caller> verify(String bearerToken) {
        return verify(bearerToken, JwtTokenVerifier::requireAccess);
    }

    @Override
    public Future<Caller> verifyTicket(String ticket, DownloadScope scope) {
        return verify(ticket, claims -> requireScope(claims, scope));
    }

    private Future<Caller> verify(String bearerToken, Consumer<JsonObject> purpose) {
        if (bearerToken.length() > MAX_LENGTH) {
            return Future.failedFuture(refused("it is longer than " + MAX_LENGTH + " characters"));
        }
        return revocations
                .ready()
                .compose(ready -> keys.current())
                .compose(verifier -> tokens.authenticate(verifier, bearerToken))
                .recover(failure -> mayBeSignedWithANewKey(failure)
                        ? keys.afterUnknownKey().compose(refreshed -> tokens.authenticate(refreshed, bearerToken))
                        : Future.failedFuture(failure))
                .map(token -> accepted(token, purpose))
                .recover(failure -> Future.failedFuture(explain(failure)));
    }

    private Caller accepted(Verified token, Consumer<JsonObject> purpose) {
        JsonObject claims = token.claims();
        Caller caller = caller(claims, clock.instant(), purpose);
        if (token.keyId().filter(keys::isPublished).isPresent() && !issuer.equals(claims.getValue("iss"))) {
            throw refused("its issuer is not '" + issuer + "'");
        }
        long issuedAt = instant(claims, "iat").map(Instant::getEpochSecond).orElse(0L);
        Optional<String> session = caller.sessionId().map(UUID::toString);
        if (revocations.contains(caller.tokenId(), session, caller.subject(), issuedAt)) {
            throw refused("it was revoked");
        }
        return caller;
    }

    /** Without a {@code kid}, or beside a key without one, the library tries what it has and finds no match. */
    private static boolean mayBeSignedWithANewKey(Throwable failure) {
        return failure instanceof NoSuchKeyIdException || failure instanceof SignatureException;
    }

    private static ServiceException explain(Throwable failure) {
        if (failure instanceof ServiceException known) {
            return known;
        }
        if (failure instanceof NoSuchKeyIdException) {
            return refused("it is not signed with a known " + ALGORITHM + " key");
        }
        return refused(
                failure instanceof SignatureException ? "its signature does not verify" : "it is not a signed JWT");
    }

    private static ServiceException refused(String reason) {
        return new ServiceException(ErrorCode.INVALID_TOKEN, "Invalid or expired token: " + reason);
    }

    private static void requireAccess(JsonObject claims) {
        if (!"access".equals(claims.getValue("type"))) {
            throw refused("it is not an access token");
        }
    }

    private static void requireScope(JsonObject claims, DownloadScope scope) {
        if (!DownloadScope.TYPE.equals(claims.getValue("type"))) {
            throw refused("it is not a download ticket");
        }
        if (!scope.elementId().equals(claims.getValue(DownloadScope.ELEMENT_CLAIM))
                || !scope.fileId().equals(claims.getValue(DownloadScope.FILE_CLAIM))) {
            throw refused("it is a ticket for another document or element");
        }
    }

    private static Caller caller(JsonObject claims, Instant now, Consumer<JsonObject> purpose) {
        Instant expiresAt = instant(claims, "exp").orElseThrow(() -> refused("it has no expiry"));
        if (!now.isBefore(expiresAt)) {
            throw refused("it has expired");
        }
        instant(claims, "nbf").filter(now.plus(CLOCK_SKEW)::isBefore).ifPresent(notBefore -> {
            throw refused("it is not valid before " + notBefore);
        });
        purpose.accept(claims);
        Role role = text(claims, "role").flatMap(Role::parse).orElseThrow(() -> refused("it names no known role"));
        String subject = text(claims, "sub").orElseThrow(() -> refused("it has no subject"));
        return new Caller(
                subject,
                username(claims).orElse(subject),
                role,
                text(claims, "sid").flatMap(JwtTokenVerifier::uuid),
                text(claims, "jti").orElse(""),
                expiresAt,
                rateLimit(claims));
    }

    /** Only applications have one, as at the checkpoint. */
    private static OptionalInt rateLimit(JsonObject claims) {
        return text(claims, "client_id").isPresent()
                        && claims.getValue("rate_limit") instanceof Number limit
                        && limit.longValue() > 0
                ? OptionalInt.of((int) Math.min(limit.longValue(), Integer.MAX_VALUE))
                : OptionalInt.empty();
    }

    /** Tokens of the original's service accounts have no username; their name or client id stands for it. */
    private static Optional<String> username(JsonObject claims) {
        return text(claims, "username").or(() -> text(claims, "name")).or(() -> text(claims, "client_id"));
    }

    private static Optional<String> text(JsonObject claims, String name) {
        return claims.getValue(name) instanceof String value && !value.isBlank()
                ? Optional.of(value)
                : Optional.empty();
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(JsonObject claims, String name) {
        return claims.getValue(name) instanceof Number number
                        && number.longValue() >= 0
                        && number.longValue() <= MAX_SECONDS
                ? Optional.of(Instant.ofEpochSecond(number.longValue()))
                : Optional.empty();
    }
}
