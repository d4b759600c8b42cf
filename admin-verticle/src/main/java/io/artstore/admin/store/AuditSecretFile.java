package io.artstore.admin.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * The secret of the audit log where none is configured: made once, in the home directory, readable by its owner only.
 *
 * <p>Without it nobody can prove the log, so it belongs into the backup, apart from the database's.
 */
public final class AuditSecretFile {
    public static final String NAME = "audit-hmac-secret";

    private static final int RANDOM_BYTES = 32;

    private AuditSecretFile() {}

    /** The secret of a home, made where there is none. Blocks. */
    public static String readOrCreate(Path home) {
        Path file = file(home);
        try {
            if (!Files.exists(file)) {
                create(file);
            }
        } catch (IOException e) {
            throw unusable(file, e);
        }
        return read(home);
    }

    /** The secret of a home. Blocks. */
    public static String read(Path home) {
        Path file = file(home);
        try {
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new IOException("it is empty; restore it from a backup, or delete it to have a new one made");
            }
            return secret;
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static Path file(Path home) {
        return home.toAbsolutePath().normalize().resolve(NAME);
    }

    private static UncheckedIOException unusable(Path file, IOException e) {
        return new UncheckedIOException("the audit secret '" + file + "' cannot be used: " + e.getMessage(), e);
    }

    private static void create(Path file) throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
        Path folder = Files.createDirectories(file.getParent());
        Path staged = Files.createTempFile(
                folder,
                NAME,
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (FileChannel channel = FileChannel.open(staged, Set.of(StandardOpenOption.WRITE))) {
                channel.write(ByteBuffer.wrap(secret.getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
            // Never in the place of one that another process has just made.
            Files.createLink(file, staged);
        } catch (FileAlreadyExistsException e) {
            return;
        } finally {
            Files.deleteIfExists(staged);
        }
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
