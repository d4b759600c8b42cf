package io.artstore.admin.store;

import io.artstore.admin.domain.InitialIdentities;
import io.artstore.admin.domain.InitialIdentities.Credential;
import io.artstore.admin.worker.BoundedWorkers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * {@code credentials.json} in the home directory: what an operator needs to enter a new installation.
 *
 * <p>Members {@code admin_username}, {@code admin_password}, {@code client_id}, {@code client_secret}. A secret that came
 * from the configuration is not repeated here: its member is absent. The file is readable by its owner only and is
 * replaced as a whole, durably.
 */
public final class CredentialsFile {
    public static final String NAME = "credentials.json";

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final BoundedWorkers workers;
    private final Path file;

    public CredentialsFile(BoundedWorkers workers, Path home) {
        this.workers = Objects.requireNonNull(workers, "workers");
        this.file = home.toAbsolutePath().normalize().resolve(NAME);
    }

    public Path path() {
        return file;
    }

    /** Writes the members of the identities given and keeps those of the other; done when it is on the disk. */
    public Future<Void> write(InitialIdentities identities) {
        return workers.run(() -> {
            JsonObject content = read();
            identities.administrator().ifPresent(administrator -> {
                content.put("admin_username", administrator.username());
                putGenerated(content, "admin_password", administrator.password());
            });
            identities.account().ifPresent(account -> {
                content.put("client_id", account.clientId());
                putGenerated(content, "client_secret", account.secret());
            });
            replace(Buffer.buffer(content.encodePrettily() + "\n").getBytes());
            return null;
        });
    }

    private static void putGenerated(JsonObject content, String member, Credential credential) {
        if (credential.generated()) {
            content.put(member, credential.secret());
        } else {
            content.remove(member);
        }
    }

    private JsonObject read() throws IOException {
        if (!Files.exists(file)) {
            return new JsonObject();
        }
        try {
            return new JsonObject(Files.readString(file));
        } catch (IOException | DecodeException e) {
            throw new IOException("'" + file + "' is not a readable JSON object; move it away and start again", e);
        }
    }

    private void replace(byte[] content) throws IOException {
        try {
            replaceDurably(content);
        } catch (IOException e) {
            throw new IOException(
                    "cannot write '" + file + "' (" + e.getMessage()
                            + "); artstore.home must be a folder this user may write",
                    e);
        }
    }

    private void replaceDurably(byte[] content) throws IOException {
        Path folder = Files.createDirectories(file.getParent());
        Path staged = Files.createTempFile(folder, NAME, ".new", OWNER_ONLY);
        try {
            try (FileChannel channel = FileChannel.open(staged, StandardOpenOption.WRITE)) {
                writeFully(channel, ByteBuffer.wrap(content));
                channel.force(true);
            }
            Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(staged);
        }
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer content) throws IOException {
        while (content.hasRemaining()) {
            channel.write(content);
        }
    }
}
