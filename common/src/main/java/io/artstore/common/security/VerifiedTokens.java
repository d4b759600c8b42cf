package io.artstore.common.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Remembers which tokens a verifier found rightly signed, because a token comes with hundreds of requests and its signature
 * costs more than all else about it.
 *
 * <p>Only the signature is remembered, and only under the keys it was verified with: expiry, purpose and revocation are
 * looked at every time, and other keys verify anew. Tokens themselves are not kept, only their digests. Thread-safe.
 */
final class VerifiedTokens {
    /** A few kilobytes each. */
    private static final int MAX_TOKENS = 4_096;

    private static final Duration UNUSED = Duration.ofMinutes(10);

    private final Cache<Key, Verified> verified = Caffeine.newBuilder()
            .maximumSize(MAX_TOKENS)
            .expireAfterAccess(UNUSED)
            .build();

    private record Key(JWTAuth verifier, String digest) {}

    /**
     * What a rightly signed token says; not to be changed.
     *
     * @param keyId the {@code kid} of its header
     */
    record Verified(JsonObject claims, Optional<String> keyId) {}

    /** Fails as the verifier does. */
    Future<Verified> authenticate(JWTAuth verifier, String token) {
        Key key = new Key(verifier, digest(token));
        Verified known = verified.getIfPresent(key);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        return verifier.authenticate(new TokenCredentials(token))
                .map(user -> new Verified(user.attributes().getJsonObject("accessToken"), keyId(token)))
                .onSuccess(fresh -> verified.put(key, fresh));
    }

    private static Optional<String> keyId(String token) {
        byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
        return new JsonObject(Buffer.buffer(header)).getValue("kid") instanceof String id && !id.isBlank()
                ? Optional.of(id)
                : Optional.empty();
    }

    private static String digest(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
