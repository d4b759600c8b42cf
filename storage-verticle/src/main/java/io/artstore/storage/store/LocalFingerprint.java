package io.artstore.storage.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** Size and digest of a file, read from beginning to end. Blocking. */
final class LocalFingerprint {
    private static final int READ_PIECE = 128 * 1024;

    private LocalFingerprint() {}

    /** Nothing where there is no such file; links are not followed. */
    static Optional<Fingerprint> of(Path path) throws IOException {
        try (InputStream file = Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(hash(file));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    private static Fingerprint hash(InputStream file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        byte[] piece = new byte[READ_PIECE];
        long size = 0;
        for (int read = file.read(piece); read >= 0; read = file.read(piece)) {
            digest.update(piece, 0, read);
            size += read;
        }
        return new Fingerprint(size, HexFormat.of().formatHex(digest.digest()));
    }
}
