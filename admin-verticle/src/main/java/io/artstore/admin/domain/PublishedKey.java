package io.artstore.admin.domain;

import java.math.BigInteger;

/**
 * The public half of a signing key, as readers of tokens need it.
 *
 * @param keyId the {@code kid} in the header of the tokens it verifies
 * @param publicKeyPem SubjectPublicKeyInfo
 */
public record PublishedKey(
        String keyId, String algorithm, String publicKeyPem, BigInteger modulus, BigInteger publicExponent) {}
