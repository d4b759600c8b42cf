package io.artstore.admin.service;

import io.artstore.admin.crypto.RefreshTokenSeal;
import io.artstore.admin.domain.IssuedTokens;
import io.artstore.admin.domain.RefreshToken;
import io.artstore.admin.domain.TokenSubject;
import io.artstore.admin.repository.RefreshFamilyRepository;
import io.artstore.admin.service.ProfileService.Person;
import io.artstore.admin.service.ProfileService.Profile;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.contract.admin.AuditEvent.Severity;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.artstore.common.security.Origin;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens between a grant and its end: refresh with rotation and reuse detection (RFC 9700 section 4.14.2), and
 * logout.
 */
public final class SessionService {
    private static final Logger LOG = LoggerFactory.getLogger(SessionService.class);

    private final RefreshTokenSeal seal;
    private final RefreshFamilyRepository families;
    private final ProfileService profiles;
    private final RevocationService revocations;
    private final TokenIssuer issuer;
    private final Duration refreshLifetime;
    private final Clock clock;

    /**
     * A service over the installation's refresh tokens.
     *
     * @param refreshLifetime how long a family lives at most
     */
    public SessionService(
            RefreshTokenSeal seal,
            RefreshFamilyRepository families,
            ProfileService profiles,
            RevocationService revocations,
            TokenIssuer issuer,
            Duration refreshLifetime,
            Clock clock) {
        this.seal = Objects.requireNonNull(seal, "seal");
        this.families = Objects.requireNonNull(families, "families");
        this.profiles = Objects.requireNonNull(profiles, "profiles");
        this.revocations = Objects.requireNonNull(revocations, "revocations");
        this.issuer = Objects.requireNonNull(issuer, "issuer");
        this.refreshLifetime = Objects.requireNonNull(refreshLifetime, "refreshLifetime");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * New tokens for an active account; the refresh token that was given is used up. One that was used before ends its
     * family: either the thief or the owner is late, and nobody can tell which.
     */
    public Future<IssuedTokens> refresh(String refreshToken, Origin origin) {
        RefreshToken token = seal.open(refreshToken)
                .filter(known -> !known.isExpiredAt(clock.instant()))
                .orElseThrow(SessionService::invalid);
        return revocations
                .accountRevokedSince(token.account(), token.grantedAt())
                .compose(revoked -> revoked ? Future.failedFuture(invalid()) : goOn(token, origin));
    }

    private Future<IssuedTokens> goOn(RefreshToken token, Origin origin) {
        // Signed before the old one is used up, so that a signature that fails costs nobody their session.
        return profiles.of(token.account())
                .compose(profile -> issuer.issue(subject(profile), token.next()))
                .compose(tokens -> families.advance(token)
                        .compose(first -> first ? Future.succeededFuture(tokens) : replayed(token, origin)));
    }

    /** Ends the caller's session: none of its tokens works any more. */
    public Future<Void> logout(Caller caller) {
        Instant now = clock.instant();
        AuditEvent event = AuditType.LOGOUT
                .by(caller, now)
                .about(caller.sessionId().map(UUID::toString).orElse(null));
        return caller.sessionId()
                .map(session -> families.end(session, now.plus(refreshLifetime), now)
                        .compose(ended -> revocations.revokeSession(session, event)))
                .orElseGet(() -> revocations.revokeToken(caller.tokenId(), caller.expiresAt(), event));
    }

    private <T> Future<T> replayed(RefreshToken token, Origin origin) {
        return families.end(token.familyId(), token.expiresAt(), clock.instant())
                .compose(ended -> {
                    if (ended) {
                        LOG.atWarn()
                                .addKeyValue("event", "refresh_token_reused")
                                .addKeyValue("subject", token.account().subject())
                                .addKeyValue("session", token.familyId().toString())
                                .log("SECURITY AUDIT: a refresh token was used twice; its session has ended");
                    }
                    return revocations
                            .revokeSession(token.familyId(), reused(token, origin))
                            .compose(revoked -> Future.failedFuture(invalid()));
                });
    }

    /** Whoever showed it may be the thief. */
    private AuditEvent reused(RefreshToken token, Origin origin) {
        return AuditType.REFRESH_REUSED
                .by(Actor.claiming(token.account().subject()), origin, clock.instant())
                .about(token.familyId().toString())
                .rated(Severity.CRITICAL)
                .failed("a refresh token was used twice; its session has ended");
    }

    static TokenSubject subject(Profile profile) {
        return profile instanceof Person person
                ? TokenSubject.of(person.user())
                : TokenSubject.of(((ProfileService.Application) profile).account());
    }

    private static ServiceException invalid() {
        return new ServiceException(ErrorCode.INVALID_TOKEN, "Invalid refresh token")
                .withHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }
}
