package io.artstore.admin.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.artstore.admin.crypto.SecretHasher;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for minutes that a client secret matched its hash, so that a busy client costs one bcrypt and not one for
 * every token. Belongs to one event loop.
 *
 * <p>Neither secret nor hash is kept: the memory holds an HMAC of both under a key that lives and dies with the process.
 * A rotated secret has another hash and is therefore not remembered. Only matches are remembered, and the same question
 * asked while it is being answered is not answered twice.
 */
public final class VerifiedSecrets {
    static final Duration MEMORY = Duration.ofMinutes(5);

    private static final long MAX_REMEMBERED = 10_000;
    private static final String HMAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretHasher hasher;
    private final SecretKeySpec key;
    /** By the hash alone: the one secret that matched it. */
    private final Cache<String, String> matched;

    private final Map<String, Future<Boolean>> inFlight = new HashMap<>();

    public VerifiedSecrets(SecretHasher hasher, SecureRandom random, Ticker ticker) {
        this.hasher = Objects.requireNonNull(hasher, "hasher");
        byte[] keyBytes = new byte[KEY_BYTES];
        random.nextBytes(keyBytes);
        this.key = new SecretKeySpec(keyBytes, HMAC);
        this.matched = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(MEMORY)
                .ticker(ticker)
                .build();
    }

    /** Whether the hash is of this secret. */
    public Future<Boolean> verify(String secret, String hash) {
        if (remembers(secret, hash)) {
            return Future.succeededFuture(true);
        }
        String question = fingerprint(secret, hash);
        Future<Boolean> asked = inFlight.get(question);
        return asked != null ? asked : ask(question, secret, hash);
    }

    /** Whether it is known without asking that the hash is of this secret. */
    public boolean remembers(String secret, String hash) {
        return fingerprint(secret, hash).equals(matched.getIfPresent(fingerprint("", hash)));
    }

    /** Forgets what matched the hash. */
    public void forget(String hash) {
        matched.invalidate(fingerprint("", hash));
    }

    /** Takes as long as a secret that is not remembered. */
    public Future<Boolean> verifyNobody(String secret) {
        return hasher.verifyNobody(secret);
    }

    private Future<Boolean> ask(String question, String secret, String hash) {
        Future<Boolean> answer = hasher.verify(secret, hash);
        inFlight.put(question, answer);
        return answer.onSuccess(matches -> {
                    if (matches) {
                        matched.put(fingerprint("", hash), question);
                    }
                })
                .onComplete(done -> inFlight.remove(question));
    }

    private String fingerprint(String secret, String hash) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(hash.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }
}
