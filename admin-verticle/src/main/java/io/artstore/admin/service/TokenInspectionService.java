package io.artstore.admin.service;

import io.artstore.admin.crypto.RefreshTokenSeal;
import io.artstore.admin.domain.AccountId;
import io.artstore.admin.domain.RefreshToken;
import io.artstore.admin.domain.TokenSubject;
import io.artstore.admin.repository.RefreshFamilyRepository;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.artstore.common.security.Origin;
import io.artstore.common.security.Permission;
import io.artstore.common.security.Role;
import io.artstore.common.security.TokenVerifier;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What a token is still good for (RFC 7662), and its end (RFC 7009). An account sees and ends its own tokens; who may manage
 * accounts, those of all.
 */
public final class TokenInspectionService {
    private final TokenVerifier verifier;
    private final RefreshTokenSeal seal;
    private final RefreshFamilyRepository families;
    private final ProfileService profiles;
    private final RevocationService revocations;
    private final Clock clock;

    /** Who asks. */
    public record Requester(Actor actor, Role role, Origin origin) {
        String subject() {
            return actor.id();
        }

        boolean mayTouch(String owner) {
            return subject().equals(owner) || role.may(Permission.ACCOUNTS_MANAGE);
        }
    }

    /** A token that works. */
    public record ActiveToken(TokenSubject subject, Role role, Instant expiresAt, Optional<Access> access) {
        /** What only an access token has. */
        public record Access(String tokenId, Optional<UUID> sessionId) {}
    }

    public TokenInspectionService(
            TokenVerifier verifier,
            RefreshTokenSeal seal,
            RefreshFamilyRepository families,
            ProfileService profiles,
            RevocationService revocations,
            Clock clock) {
        this.verifier = Objects.requireNonNull(verifier, "verifier");
        this.seal = Objects.requireNonNull(seal, "seal");
        this.families = Objects.requireNonNull(families, "families");
        this.profiles = Objects.requireNonNull(profiles, "profiles");
        this.revocations = Objects.requireNonNull(revocations, "revocations");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Empty for whatever does not work, and for tokens that are none of the requester's business. */
    public Future<Optional<ActiveToken>> inspect(String token, Requester requester) {
        Future<ActiveToken> inspected = seal.open(token)
                .map(this::inspectRefresh)
                .orElseGet(() -> verifier.verify(token).compose(this::inspectAccess));
        return inspected
                .map(active -> Optional.of(active)
                        .filter(known ->
                                requester.mayTouch(known.subject().account().subject())))
                .recover(TokenInspectionService::inactive);
    }

    /**
     * Ends a token: an access token alone, a refresh token together with its session. Without effect on what does not work
     * anyway; {@code FORBIDDEN} for somebody else's.
     */
    public Future<Void> revoke(String token, Requester requester) {
        return seal.open(token)
                .map(refresh -> revokeRefresh(refresh, requester))
                .orElseGet(() -> revokeAccess(token, requester));
    }

    private Future<Void> revokeAccess(String token, Requester requester) {
        return verifier.verify(token)
                .map(Optional::of)
                .recover(TokenInspectionService::inactive)
                .compose(caller ->
                        caller.map(known -> revokeAccess(known, requester)).orElseGet(Future::succeededFuture));
    }

    private Future<ActiveToken> inspectAccess(Caller caller) {
        return profiles.of(caller)
                .map(profile -> new ActiveToken(
                        SessionService.subject(profile),
                        caller.role(),
                        caller.expiresAt(),
                        Optional.of(new ActiveToken.Access(caller.tokenId(), caller.sessionId()))));
    }

    private Future<ActiveToken> inspectRefresh(RefreshToken token) {
        if (token.isExpiredAt(clock.instant())) {
            return Future.failedFuture(notActive());
        }
        return Future.all(
                        families.isCurrent(token), revocations.accountRevokedSince(token.account(), token.grantedAt()))
                .compose(both -> both.<Boolean>resultAt(0) && !both.<Boolean>resultAt(1)
                        ? profiles.of(token.account())
                        : Future.failedFuture(notActive()))
                .map(SessionService::subject)
                .map(subject -> new ActiveToken(subject, role(subject), token.expiresAt(), Optional.empty()));
    }

    private static Role role(TokenSubject subject) {
        return Role.parse(String.valueOf(subject.accessClaims().get("role"))).orElseThrow();
    }

    private Future<Void> revokeAccess(Caller caller, Requester requester) {
        if (!requester.mayTouch(caller.subject())) {
            return Future.failedFuture(somebodyElses());
        }
        AuditEvent event = revocation(requester, caller.subject()).about(caller.tokenId());
        // A token of the original has no id of its own; the account's tokens end together.
        return caller.tokenId().isEmpty()
                ? AccountId.parse(caller.subject())
                        .map(account -> revocations.revokeAccount(account, event))
                        .orElseGet(Future::succeededFuture)
                : revocations.revokeToken(caller.tokenId(), caller.expiresAt(), event);
    }

    private Future<Void> revokeRefresh(RefreshToken token, Requester requester) {
        if (!requester.mayTouch(token.account().subject())) {
            return Future.failedFuture(somebodyElses());
        }
        return families.end(token.familyId(), token.expiresAt(), clock.instant())
                .compose(ended -> revocations.revokeSession(
                        token.familyId(),
                        revocation(requester, token.account().subject())
                                .about("session", token.familyId().toString())));
    }

    private AuditEvent revocation(Requester requester, String owner) {
        return AuditType.TOKEN_REVOKE
                .by(requester.actor(), requester.origin(), clock.instant())
                .with("owner", owner);
    }

    /** Only what says that the token is bad; that it could not be looked at is a failure. */
    private static <T> Future<Optional<T>> inactive(Throwable failure) {
        return failure instanceof ServiceException refused && refused.code() == ErrorCode.INVALID_TOKEN
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(failure);
    }

    private static ServiceException notActive() {
        return new ServiceException(ErrorCode.INVALID_TOKEN, "the refresh token is not active");
    }

    private static ServiceException somebodyElses() {
        return OAuthErrors.accessDenied(
                "the token belongs to another account; this needs " + Permission.ACCOUNTS_MANAGE.scope());
    }
}
