package io.artstore.admin.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Private keys at rest: AES-256-GCM under a key that PBKDF2 derives from a configured secret, bound to the version of the
 * key they belong to.
 *
 * <p>The stored text names the secret by a fingerprint, so that it is known without a trial which secret opens it. Without
 * a secret, and as the original left them, keys lie there as plain PEM. Deriving takes a moment, so a vault is not made on
 * an event loop; sealing and opening take microseconds.
 */
public final class KeyVault {
    /** Shorter ones could be guessed from a stolen backup. */
    public static final int MIN_SECRET = 32;

    private static final String PREFIX = "artstore-sealed-1:";
    private static final byte[] SALT = "artstore jwt_keys.private_key".getBytes(StandardCharsets.UTF_8);
    private static final int ITERATIONS = 210_000;
    private static final int KEY_BITS = 256;
    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;
    private static final int FINGERPRINT_BYTES = 6;

    private final Optional<SealingKey> current;
    private final Optional<SealingKey> former;
    private final SecureRandom random;

    private record SealingKey(String fingerprint, SecretKey key) {}

    private KeyVault(Optional<SealingKey> current, Optional<SealingKey> former, SecureRandom random) {
        this.current = current;
        this.former = former;
        this.random = random;
    }

    /**
     * A vault over the configured secrets.
     *
     * @param secret seals and opens; without one keys are kept plain
     * @param formerSecret opens what was sealed before the secret changed
     */
    public static KeyVault of(Optional<String> secret, Optional<String> formerSecret, SecureRandom random) {
        return new KeyVault(
                secret.map(KeyVault::derive),
                formerSecret.map(KeyVault::derive),
                Objects.requireNonNull(random, "random"));
    }

    /** Whether the stored text is as this vault would store it: under the current secret, or plain where there is none. */
    public boolean isUpToDate(String stored) {
        return current.map(key -> stored.startsWith(prefix(key))).orElseGet(() -> !stored.startsWith(PREFIX));
    }

    /** Whether {@link #open} knows the secret the text is under. */
    public boolean canOpen(String stored) {
        return !stored.startsWith(PREFIX) || keyOf(stored).isPresent();
    }

    /** The text to store for a private key. */
    public String seal(String version, String pem) {
        return current.map(key -> prefix(key) + Base64.getEncoder().encodeToString(encrypt(key, version, pem)))
                .orElse(pem);
    }

    /**
     * The private key of a stored text.
     *
     * @throws IllegalStateException where it is under an unknown secret, belongs to another key, or was altered
     */
    public String open(String version, String stored) {
        if (!stored.startsWith(PREFIX)) {
            return stored;
        }
        SealingKey key = keyOf(stored)
                .orElseThrow(() -> new IllegalStateException(
                        "the private key of " + version + " is encrypted under a secret that is not configured"));
        try {
            byte[] sealed =
                    Base64.getDecoder().decode(stored.substring(prefix(key).length()));
            GCMParameterSpec nonce = new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, version);
            byte[] pem = cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
            return new String(pem, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("the encrypted private key of " + version + " was altered", e);
        }
    }

    private byte[] encrypt(SealingKey key, String version, String pem) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce), version);
            byte[] sealed = cipher.doFinal(pem.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot encrypt with AES-GCM", e);
        }
    }

    private static Cipher cipher(int mode, SealingKey key, GCMParameterSpec nonce, String version)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.key(), nonce);
        cipher.updateAAD(version.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private Optional<SealingKey> keyOf(String stored) {
        return Stream.concat(current.stream(), former.stream())
                .filter(key -> stored.startsWith(prefix(key)))
                .findFirst();
    }

    private static String prefix(SealingKey key) {
        return PREFIX + key.fingerprint() + ":";
    }

    /** One salt for all, so that one derivation serves every row; secrets are long and random, not people's passwords. */
    private static SealingKey derive(String secret) {
        try {
            PBEKeySpec spec = new PBEKeySpec(secret.toCharArray(), SALT, ITERATIONS, KEY_BITS);
            byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            byte[] fingerprint = MessageDigest.getInstance("SHA-256").digest(key);
            return new SealingKey(
                    HexFormat.of().formatHex(fingerprint, 0, FINGERPRINT_BYTES), new SecretKeySpec(key, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2 with SHA-256", e);
        }
    }
}
