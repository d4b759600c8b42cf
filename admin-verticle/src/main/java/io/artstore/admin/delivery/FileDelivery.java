package io.artstore.admin.delivery;

import io.artstore.admin.domain.PasswordResetMessage;
import io.artstore.admin.service.PasswordResetDelivery;
import io.artstore.admin.worker.BoundedWorkers;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes each message into a folder that only its owner may read, for an operator who hands it on: one file per user,
 * {@code user-<id>.txt}, replaced by the next. Files whose token is over are removed when another is written.
 */
public final class FileDelivery implements PasswordResetDelivery {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final BoundedWorkers workers;
    private final Path folder;
    private final Duration tokenLifetime;
    private final Clock clock;

    public FileDelivery(BoundedWorkers workers, Path folder, Duration tokenLifetime, Clock clock) {
        this.workers = Objects.requireNonNull(workers, "workers");
        this.folder = folder.toAbsolutePath().normalize();
        this.tokenLifetime = Objects.requireNonNull(tokenLifetime, "tokenLifetime");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public Future<Void> deliver(PasswordResetMessage message) {
        return workers.run(() -> {
            openFolder();
            removeExpired();
            write(message);
            return null;
        });
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    /** Closed to others even where it was there before. */
    private void openFolder() throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, OWNER_FOLDER);
    }

    private void removeExpired() throws IOException {
        Instant limit = clock.instant().minus(tokenLifetime);
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.toList();
        }
        for (Path file : files) {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void write(PasswordResetMessage message) throws IOException {
        Path staged = Files.createTempFile(folder, "user-", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.writeString(staged, "To: " + message.email() + "\n\n" + message.text());
            Path file = folder.resolve("user-" + message.userId() + ".txt");
            Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(staged);
        }
    }
}
