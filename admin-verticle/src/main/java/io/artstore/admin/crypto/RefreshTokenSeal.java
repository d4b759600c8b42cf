package io.artstore.admin.crypto;

import io.artstore.admin.domain.AccountId;
import io.artstore.admin.domain.RefreshToken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes refresh tokens that only this installation can have made: their content and an HMAC-SHA-256 of it, in base64url
 * after {@value #PREFIX}. Microseconds of work and no row in the database until such a token is used.
 */
public final class RefreshTokenSeal {
    /** Tells a refresh token from a JWT, and lets scanners find one that was published by mistake. */
    public static final String PREFIX = "artrt_";

    /** Longer ones are refused unread. */
    public static final int MAX_LENGTH = 512;

    private static final String HMAC = "HmacSHA256";
    private static final int MAC_BYTES = 32;
    private static final byte VERSION = 1;
    private static final int FIXED_BYTES = 1 + 2 * Long.BYTES + Integer.BYTES + 2 * Long.BYTES;

    private final SecretKeySpec key;

    /** A seal with a secret that all nodes share. */
    public RefreshTokenSeal(byte[] secret) {
        if (secret.length < MAC_BYTES) {
            throw new IllegalArgumentException(
                    "the secret of refresh tokens has " + secret.length + " bytes; it must have " + MAC_BYTES);
        }
        this.key = new SecretKeySpec(secret, HMAC);
    }

    public String seal(RefreshToken token) {
        byte[] subject = token.account().subject().getBytes(StandardCharsets.UTF_8);
        byte[] content = ByteBuffer.allocate(FIXED_BYTES + subject.length)
                .put(VERSION)
                .putLong(token.familyId().getMostSignificantBits())
                .putLong(token.familyId().getLeastSignificantBits())
                .putInt(token.generation())
                .putLong(token.grantedAt().getEpochSecond())
                .putLong(token.expiresAt().getEpochSecond())
                .put(subject)
                .array();
        byte[] sealed = ByteBuffer.allocate(content.length + MAC_BYTES)
                .put(content)
                .put(mac(content))
                .array();
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** The token, expired or not; empty where we did not make it. */
    public Optional<RefreshToken> open(String text) {
        if (!text.startsWith(PREFIX) || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int length = sealed.length - MAC_BYTES;
        if (length <= FIXED_BYTES) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOf(sealed, length);
        byte[] given = Arrays.copyOfRange(sealed, length, sealed.length);
        return MessageDigest.isEqual(mac(content), given) ? read(ByteBuffer.wrap(content)) : Optional.empty();
    }

    private static Optional<RefreshToken> read(ByteBuffer content) {
        if (content.get() != VERSION) {
            return Optional.empty();
        }
        UUID family = new UUID(content.getLong(), content.getLong());
        int generation = content.getInt();
        Instant grantedAt = Instant.ofEpochSecond(content.getLong());
        Instant expiresAt = Instant.ofEpochSecond(content.getLong());
        return AccountId.parse(StandardCharsets.UTF_8.decode(content).toString())
                .map(account -> new RefreshToken(family, generation, account, grantedAt, expiresAt));
    }

    private byte[] mac(byte[] content) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }
}
