package io.artstore.launcher.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A password made once and kept in a file of mode 0600.
 *
 * <p>It is durable before anyone sees it, so a password the server knows can always be read again.
 */
final class Secret {

    private static final int RANDOM_BYTES = 24;

    private Secret() {}

    static String readOrCreate(Path file) {
        try {
            if (!Files.exists(file)) {
                OwnerOnly.write(file, random() + "\n");
            }
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new EmbeddedDatabaseException("The password file " + file
                        + " is empty. Restore it from a backup, or delete it to have a new password made.");
            }
            return secret;
        } catch (IOException e) {
            throw new EmbeddedDatabaseException(
                    "The password file " + file + " cannot be read or written (" + OwnerOnly.reason(e)
                            + "). Check the permissions of its folder and the free disk space.",
                    e);
        }
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
