package io.artstore.admin.crypto;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets the audit log is signed with: the current one, and earlier ones that still verify.
 *
 * <p>A key's id is a digest of its secret, so that every node names it alike and nobody has to keep a list.
 */
public final class AuditKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_LENGTH = 16;

    private final String current;
    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();

    /**
     * A set of keys.
     *
     * @param secret signs and verifies
     * @param previous only verify
     */
    public AuditKeys(String secret, List<String> previous) {
        this.current = idOf(secret);
        previous.forEach(this::add);
        add(secret);
    }

    private void add(String secret) {
        keys.put(idOf(secret), new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    }

    /** The id of the key that signs. */
    public String currentId() {
        return current;
    }

    public boolean knows(String keyId) {
        return keys.containsKey(keyId);
    }

    /** The signature of a text by the current key. */
    public byte[] sign(String text) {
        return mac(keys.get(current), text.getBytes(StandardCharsets.UTF_8));
    }

    /** The seal of a hash by the current key; never the same as the signature of any text. */
    public byte[] seal(byte[] hash) {
        return mac(keys.get(current), hash);
    }

    /** Whether the key signed the text; empty where the key is not known. */
    public Optional<Boolean> verifies(String keyId, String text, byte[] signature) {
        return verifies(keyId, text.getBytes(StandardCharsets.UTF_8), signature);
    }

    /** Whether the key sealed the hash; empty where the key is not known. */
    public Optional<Boolean> verifies(String keyId, byte[] hash, byte[] seal) {
        return Optional.ofNullable(keys.get(keyId)).map(key -> MessageDigest.isEqual(mac(key, hash), seal));
    }

    /** SHA-256 of a text. */
    public static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String idOf(String secret) {
        return HexFormat.of().formatHex(hash("artstore audit key " + secret)).substring(0, ID_LENGTH);
    }

    private static byte[] mac(SecretKeySpec key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
