package io.artstore.common.security;

import io.artstore.common.contract.admin.VerificationKeys.VerificationKey;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs whatever it is given, right or wrong, without the library under test. */
record Issuer(String keyId, KeyPair pair) {

    static Issuer create(String keyId) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return new Issuer(keyId, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String publicKeyPem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    VerificationKey verificationKey() {
        return new VerificationKey(keyId, "RS256", publicKeyPem());
    }

    String sign(JsonObject claims) {
        return sign(new JsonObject().put("alg", "RS256").put("typ", "JWT").put("kid", keyId), claims);
    }

    String sign(JsonObject header, JsonObject claims) {
        return sign(header, claims.encode());
    }

    /** For claims that no JSON object can hold, such as duplicates. */
    String sign(JsonObject header, String claims) {
        String input = unsigned(header, claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The attack on verifiers that let the token choose: HMAC, with the public key's text as shared secret. */
    String signWithPublicKeyAsSecret(JsonObject claims) {
        String input =
                unsigned(new JsonObject().put("alg", "HS256").put("typ", "JWT").put("kid", keyId), claims.encode());
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(publicKeyPem().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return input + "." + encoded(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String unsigned(JsonObject header, String claims) {
        return encoded(header.encode().getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
