package io.artstore.common.migration;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.DumpManifest.TableCopy;
import io.artstore.common.migration.MigrationException.Reason;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder that holds the copy of one database: a file of rows per table, and the manifest. Copies hold keys and
 * hashes of secrets, so only the owner may read them.
 */
final class DumpDirectory {

    private static final String MANIFEST = "manifest.json";
    private static final int BUFFER = 1 << 16;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Path path;

    private DumpDirectory(Path path) {
        this.path = path;
    }

    static DumpDirectory of(Path root, ModuleDatabase database) {
        return new DumpDirectory(root.resolve(database.label().replace('/', '-')));
    }

    /** Creates the folder, which must not hold anything yet. */
    void create() throws IOException {
        Files.createDirectories(path, permissions("rwx------"));
        try (Stream<Path> content = Files.list(path)) {
            if (content.findAny().isPresent()) {
                throw new MigrationException(
                        Reason.COPY, path + ": there is something in this folder already; name another, or empty it");
            }
        }
    }

    /** A stream into the file of a table, which is on disk when the stream has been closed. */
    OutputStream write(String table) throws IOException {
        return durable(path.resolve(fileOf(table)));
    }

    InputStream read(String table) throws IOException {
        return Files.newInputStream(path.resolve(fileOf(table)));
    }

    void writeManifest(DumpManifest manifest) throws IOException {
        Path unfinished = path.resolve(MANIFEST + ".tmp");
        try (OutputStream out = durable(unfinished)) {
            out.write(JSON.writeValueAsBytes(manifest));
        }
        Files.move(unfinished, path.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    DumpManifest readManifest() throws IOException {
        Path manifest = path.resolve(MANIFEST);
        if (!Files.exists(manifest)) {
            throw new MigrationException(
                    Reason.COPY,
                    manifest
                            + " is missing: no copy of this database is here, or one that was not finished; take a new "
                            + "copy with \"db dump\"");
        }
        return JSON.readValue(manifest.toFile(), DumpManifest.class);
    }

    /** Reads every file through and compares it with the manifest. */
    void requireIntact(DumpManifest manifest) throws IOException {
        for (TableCopy table : manifest.tables()) {
            var digest = new DigestingOutputStream(OutputStream.nullOutputStream());
            try (InputStream in = read(table.name())) {
                in.transferTo(digest);
            }
            if (!digest.sha256().equals(table.sha256())) {
                throw new MigrationException(
                        Reason.COPY,
                        path.resolve(fileOf(table.name())) + ": the copy of table " + table.name()
                                + " is damaged: its SHA-256 is " + digest.sha256() + " and the manifest says "
                                + table.sha256() + "; use another copy");
            }
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static String fileOf(String table) {
        return table + ".copy";
    }

    private static OutputStream durable(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE),
                permissions("rw-------"));
        return new FilterOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                try (channel) {
                    out.flush();
                    channel.force(true);
                }
            }
        };
    }

    private static FileAttribute<?>[] permissions(String posix) {
        boolean supported =
                Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");
        return supported
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posix))}
                : new FileAttribute<?>[0];
    }
}
