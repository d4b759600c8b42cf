package io.artstore.admin.service;

import io.artstore.admin.crypto.JwtSigner;
import io.artstore.common.contract.admin.DownloadTicket;
import io.artstore.common.contract.admin.DownloadTicketRequest;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.DownloadScope;
import io.artstore.common.security.Role;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** Signs download tickets: tokens that open one document at one element, as long as following a redirect takes. */
public final class DownloadTicketService {
    public static final Duration LIFETIME = Duration.ofSeconds(60);

    private final SigningKeyService keys;
    private final JwtSigner signer;
    private final String issuer;
    private final Clock clock;

    public DownloadTicketService(SigningKeyService keys, JwtSigner signer, String issuer, Clock clock) {
        this.keys = Objects.requireNonNull(keys, "keys");
        this.signer = Objects.requireNonNull(signer, "signer");
        this.issuer = Objects.requireNonNull(issuer, "issuer");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Fails with {@code MALFORMED_REQUEST} where the request does not name a document, an element and a caller. */
    public Future<DownloadTicket> issue(DownloadTicketRequest request) {
        if (!complete(request)) {
            return Future.failedFuture(new ServiceException(
                    ErrorCode.MALFORMED_REQUEST, "a ticket needs an element, a document, a caller and a known role"));
        }
        Instant now = clock.instant();
        Instant expiresAt = Instant.ofEpochSecond(now.plus(LIFETIME).getEpochSecond());
        return keys.signingKey()
                .compose(key -> signer.sign(key, claims(request, now, expiresAt)))
                .map(token -> new DownloadTicket(token, expiresAt));
    }

    private static boolean complete(DownloadTicketRequest request) {
        return Stream.of(request.elementId(), request.fileId(), request.subject(), request.username(), request.role())
                        .noneMatch(text -> text == null || text.isBlank())
                && Role.parse(request.role()).isPresent();
    }

    private Map<String, Object> claims(DownloadTicketRequest request, Instant now, Instant expiresAt) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", request.subject());
        claims.put("username", request.username());
        claims.put("role", request.role());
        claims.put("type", DownloadScope.TYPE);
        claims.put(DownloadScope.ELEMENT_CLAIM, request.elementId());
        claims.put(DownloadScope.FILE_CLAIM, request.fileId());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", expiresAt.getEpochSecond());
        claims.put("nbf", now.getEpochSecond());
        claims.put("iss", issuer);
        claims.put("jti", UUID.randomUUID().toString());
        if (request.sessionId() != null) {
            claims.put("sid", request.sessionId());
        }
        return claims;
    }
}
