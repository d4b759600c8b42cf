package io.artstore.admin.http;

import io.artstore.admin.domain.KeySchedule;
import io.artstore.admin.domain.PublishedKey;
import io.artstore.admin.service.SigningKeyService;
import io.artstore.common.http.Responses;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** {@code GET /.well-known/jwks.json}: the verification keys as RFC 7517 and RFC 7518 section 6.3.1 have them. */
public final class KeySetHandler implements Handler<RoutingContext> {
    private static final String CACHING = "public, max-age=" + KeySchedule.PUBLISHED_SET_MAX_AGE.toSeconds();

    private final SigningKeyService keys;

    public KeySetHandler(SigningKeyService keys) {
        this.keys = Objects.requireNonNull(keys, "keys");
    }

    @Override
    public void handle(RoutingContext ctx) {
        keys.verificationKeys().onFailure(ctx::fail).onSuccess(published -> send(ctx, keySet(published)));
    }

    private static void send(RoutingContext ctx, JsonObject keySet) {
        String tag = entityTag(keySet);
        ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, CACHING).putHeader(HttpHeaders.ETAG, tag);
        if (matches(ctx.request().getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            Responses.empty(ctx, 304);
        } else {
            Responses.json(ctx, 200, keySet);
        }
    }

    private static JsonObject keySet(List<PublishedKey> published) {
        JsonArray entries = new JsonArray();
        for (PublishedKey key : published) {
            entries.add(new JsonObject()
                    .put("kty", "RSA")
                    .put("use", "sig")
                    .put("alg", key.algorithm())
                    .put("kid", key.keyId())
                    .put("n", unsigned(key.modulus()))
                    .put("e", unsigned(key.publicExponent())));
        }
        return new JsonObject().put("keys", entries);
    }

    /** Base64urlUInt: big-endian without a sign byte. */
    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] magnitude = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
    }

    private static String entityTag(JsonObject keySet) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(keySet.encode().getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** RFC 9110 section 13.1.2: weak comparison with each member of the list. */
    private static boolean matches(String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(","))
                        .map(String::strip)
                        .map(candidate -> candidate.startsWith("W/") ? candidate.substring(2) : candidate)
                        .anyMatch(candidate -> candidate.equals("*") || candidate.equals(tag));
    }
}
