package io.artstore.admin.crypto;

import io.artstore.admin.domain.KeySchedule;
import io.artstore.admin.domain.SigningKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes and reads RSA keys in the forms of checkpoint section 2.4: PKCS#8 and SubjectPublicKeyInfo as PEM. */
public final class RsaKeys {
    private static final String RSA = "RSA";
    private static final int BITS = 2048;
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private RsaKeys() {}

    /** A new key of 2048 bits; takes up to a second, so not for the event loop. */
    public static SigningKey generate(KeySchedule schedule, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(RSA);
            generator.initialize(BITS);
            KeyPair pair = generator.generateKeyPair();
            return signingKey(pair.getPrivate(), pair.getPublic(), schedule, now);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make RSA keys", e);
        }
    }

    /**
     * A signing key from somebody's private key.
     *
     * @throws IllegalArgumentException that says what is wrong with the text and how to repair it
     */
    public static SigningKey fromPrivatePem(String pem, KeySchedule schedule, Instant now) {
        try {
            KeyFactory factory = KeyFactory.getInstance(RSA);
            PrivateKey key = factory.generatePrivate(new PKCS8EncodedKeySpec(decode(pem, PRIVATE)));
            if (!(key instanceof RSAPrivateCrtKey rsa) || rsa.getModulus().bitLength() < BITS) {
                throw new IllegalArgumentException("is not an RSA key of " + BITS + " bits or more");
            }
            PublicKey publicKey =
                    factory.generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
            return signingKey(key, publicKey, schedule, now);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("does not hold a readable RSA private key", e);
        }
    }

    /**
     * The public key of a PEM.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static RSAPublicKey publicKey(String pem) {
        try {
            return (RSAPublicKey)
                    KeyFactory.getInstance(RSA).generatePublic(new X509EncodedKeySpec(decode(pem, PUBLIC)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("does not hold a readable RSA public key", e);
        }
    }

    private static SigningKey signingKey(
            PrivateKey privateKey, PublicKey publicKey, KeySchedule schedule, Instant now) {
        // PostgreSQL keeps microseconds; what is compared later must be what was stored.
        Instant createdAt = now.truncatedTo(ChronoUnit.MICROS);
        return new SigningKey(
                UUID.randomUUID().toString(),
                SigningKey.RS256,
                encode(privateKey.getEncoded(), PRIVATE),
                encode(publicKey.getEncoded(), PUBLIC),
                createdAt,
                schedule.expiryOf(createdAt),
                true);
    }

    private static String encode(byte[] der, String label) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    private static byte[] decode(String pem, String label) {
        Matcher matcher = PEM.matcher(pem);
        if (!matcher.find()) {
            throw new IllegalArgumentException("is not PEM; it must hold -----BEGIN " + label + "-----");
        }
        if (!matcher.group(1).equals(label)) {
            throw new IllegalArgumentException("holds a '" + matcher.group(1) + "' and must hold a '" + label
                    + "'; convert with: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        }
        return Base64.getMimeDecoder().decode(matcher.group(2));
    }
}
