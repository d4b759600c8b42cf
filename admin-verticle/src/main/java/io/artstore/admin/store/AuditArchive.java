package io.artstore.admin.store;

import io.artstore.admin.worker.BoundedWorkers;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A folder of archived parts of the audit log, each with its manifest beside it, readable by their owner only. A file under
 * its own name is whole and on the disk; what a killed process left unfinished ends with {@code .new}.
 */
public final class AuditArchive {
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<StandardOpenOption> ANEW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    private final BoundedWorkers workers;
    private final Path folder;

    public AuditArchive(BoundedWorkers workers, Path folder) {
        this.workers = Objects.requireNonNull(workers, "workers");
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Writes lines, compressed; returns the SHA-256 of the file once it is on the disk. */
    public Future<String> writeRows(String name, List<String> lines) {
        return workers.run(() -> replace(name, file -> {
            GZIPOutputStream gzip = new GZIPOutputStream(file);
            for (String line : lines) {
                gzip.write(line.getBytes(StandardCharsets.UTF_8));
            }
            gzip.finish();
        }));
    }

    /** Writes the manifest of a file; done when it is on the disk. */
    public Future<Void> writeManifest(String name, String text) {
        return workers.run(() -> replace(manifestOf(name), file -> file.write(text.getBytes(StandardCharsets.UTF_8))))
                .mapEmpty();
    }

    /** The names of all files, in alphabetical order; none where there is no folder yet. */
    public Future<List<String>> names() {
        return workers.run(() -> {
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (Stream<Path> files = Files.list(folder)) {
                return files.map(file -> file.getFileName().toString()).sorted().toList();
            }
        });
    }

    /** The name of the manifest of a file. */
    public static String manifestOf(String name) {
        return name + ".manifest.json";
    }

    /** The SHA-256 of a file as it is now, lower-case hex; empty where there is none. */
    public Future<Optional<String>> sha256(String name) {
        return workers.run(() -> {
            Path file = folder.resolve(name);
            return Files.isRegularFile(file) ? Optional.of(digest(file)) : Optional.empty();
        });
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream file) throws IOException;
    }

    private String replace(String name, Content content) throws IOException {
        Files.createDirectories(folder, FOLDER);
        Path staged = folder.resolve(name + ".new");
        MessageDigest digest = sha256();
        try (FileChannel channel = FileChannel.open(staged, ANEW, FILE)) {
            content.writeTo(new DigestOutputStream(Channels.newOutputStream(channel), digest));
            channel.force(true);
        }
        Files.move(staged, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(folder);
        sync(folder.getParent());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String digest(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file);
                DigestInputStream digested = new DigestInputStream(content, sha256())) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
