package io.artstore.admin.domain;

import java.time.Instant;
import java.util.Objects;

/**
 * One RSA key pair of {@code jwt_keys}: it signs until it expires and verifies for some time after that.
 *
 * <p>The private key never shows in {@link #toString()}.
 *
 * @param version a UUID; the {@code kid} of the tokens it signs
 * @param algorithm the JWS algorithm, {@code RS256}
 * @param privateKeyPem PKCS#8; as read from the database, in the form it is stored in
 * @param publicKeyPem SubjectPublicKeyInfo
 * @param active whether it may sign at all
 */
public record SigningKey(
        String version,
        String algorithm,
        String privateKeyPem,
        String publicKeyPem,
        Instant createdAt,
        Instant expiresAt,
        boolean active) {

    public static final String RS256 = "RS256";

    public SigningKey {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(privateKeyPem, "privateKeyPem");
        Objects.requireNonNull(publicKeyPem, "publicKeyPem");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** The same key with its private half in another form. */
    public SigningKey withPrivateKey(String form) {
        return new SigningKey(version, algorithm, form, publicKeyPem, createdAt, expiresAt, active);
    }

    public boolean maySignAt(Instant now) {
        return active && now.isBefore(expiresAt);
    }

    @Override
    public String toString() {
        return "SigningKey[" + version + ", " + algorithm + ", " + createdAt + " to " + expiresAt
                + (active ? ", active]" : ", inactive]");
    }
}
