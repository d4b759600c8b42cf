package io.artstore.launcher.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A file to send through the chain, with what must come back.
 *
 * @param sha256 lower-case hex of the file's bytes, computed here and nowhere else
 */
record DemoDocument(Path file, String filename, long sizeBytes, String sha256) {

    static DemoDocument of(Path file) {
        try {
            return new DemoDocument(file, file.getFileName().toString(), Files.size(file), sha256(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read '" + file + "': " + e.getMessage(), e);
        }
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = Digests.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
