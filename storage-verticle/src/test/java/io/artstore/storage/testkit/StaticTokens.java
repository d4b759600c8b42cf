package io.artstore.storage.testkit;

import io.artstore.common.security.Role;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/** Tokens of any role, signed with a key of this JVM that elements under test trust by configuration. */
public final class StaticTokens {
    private static final KeyPair KEYS = generate();
    private static final Path PUBLIC_KEY = write();

    private StaticTokens() {}

    /** For {@code artstore.security.public-key-path}. */
    public static Path publicKeyPath() {
        return PUBLIC_KEY;
    }

    public static String of(Role role) {
        return signed(claims(role, "access", 3_600));
    }

    /** A download ticket that ends in so many seconds. */
    public static String ticket(Role role, String elementId, String fileId, int seconds) {
        return signed(
                claims(role, "download", seconds).put("element_id", elementId).put("file_id", fileId));
    }

    private static JsonObject claims(Role role, String type, int seconds) {
        long now = Instant.now().getEpochSecond();
        return new JsonObject()
                .put("sub", "sub-" + role.claim())
                .put("username", role.claim() + "-tester")
                .put("role", role.claim())
                .put("type", type)
                .put("iat", now - 1)
                .put("exp", now + seconds);
    }

    private static String signed(JsonObject json) {
        String claims = json.encode();
        String signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + base64(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KEYS.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path write() {
        try {
            Path file = Files.createTempFile("artstore-test-key", ".pem");
            file.toFile().deleteOnExit();
            String key = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(KEYS.getPublic().getEncoded());
            return Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
