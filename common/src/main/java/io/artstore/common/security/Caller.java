package io.artstore.common.security;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * An authenticated caller, as the verified access token describes it.
 *
 * @param subject the account's identifier ({@code sub}): a UUID for service accounts, a number for users
 * @param username the name to record as author
 * @param role decides what the caller may do
 * @param sessionId the token's {@code sid}: what it shares with every token of the same grant; empty where it has none
 * @param tokenId the token's {@code jti}, or an empty string where the issuer set none
 * @param expiresAt when the token ends
 * @param rateLimit requests per minute of a service account; people have none
 * @param origin where the request came from that showed the token
 */
public record Caller(
        String subject,
        String username,
        Role role,
        Optional<UUID> sessionId,
        String tokenId,
        Instant expiresAt,
        OptionalInt rateLimit,
        Origin origin) {
    public Caller {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(tokenId, "tokenId");
        Objects.requireNonNull(expiresAt, "expiresAt");
        Objects.requireNonNull(rateLimit, "rateLimit");
        Objects.requireNonNull(origin, "origin");
    }

    /** A caller of whom only the token is known. */
    public Caller(
            String subject,
            String username,
            Role role,
            Optional<UUID> sessionId,
            String tokenId,
            Instant expiresAt,
            OptionalInt rateLimit) {
        this(subject, username, role, sessionId, tokenId, expiresAt, rateLimit, Origin.NONE);
    }

    /** The same caller, with a request that showed the token. */
    public Caller from(Origin request) {
        return new Caller(subject, username, role, sessionId, tokenId, expiresAt, rateLimit, request);
    }

    public boolean may(Permission permission) {
        return role.may(permission);
    }
}
