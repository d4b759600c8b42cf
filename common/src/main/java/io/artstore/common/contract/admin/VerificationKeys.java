package io.artstore.common.contract.admin;

import java.util.List;

/** The public keys that access tokens may be signed with at this moment. */
public record VerificationKeys(List<VerificationKey> keys) {

    /**
     * One public key.
     *
     * @param keyId the {@code kid} in the header of tokens it signed
     * @param algorithm the JWS algorithm, {@code RS256}
     * @param publicKeyPem SubjectPublicKeyInfo as PEM
     */
    public record VerificationKey(String keyId, String algorithm, String publicKeyPem) {}

    public VerificationKeys {
        keys = List.copyOf(keys);
    }
}
