package io.artstore.launcher.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to be the one process that serves a home.
 *
 * <p>It is an operating system lock on {@code <home>/artstore.lock}, so the kernel takes it back however the process
 * ends. The file's content only tells the next process whom it would disturb; it is never read to decide anything.
 */
public final class HomeLock implements AutoCloseable {

    private static final String FILE_NAME = "artstore.lock";

    /**
     * Homes locked by this JVM. POSIX drops a process's locks when it closes <em>any</em> descriptor of the file, so a
     * second attempt from within must be turned away before it opens the file.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path home;
    private final FileChannel channel;

    private HomeLock(Path home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    /**
     * Creates the home (mode 0700) where it is missing, and locks it.
     *
     * @throws HomeInUseException where another process or another part of this one holds it
     * @throws EmbeddedDatabaseException where the home cannot be a writable folder
     */
    public static HomeLock acquire(Path home) {
        Path folder = OwnerOnly.createFolder(home, "home folder", "artstore.home");
        if (!HELD.add(folder)) {
            throw new HomeInUseException(
                    folder, "pid " + ProcessHandle.current().pid() + ", this very process");
        }
        try {
            return new HomeLock(folder, lock(folder));
        } catch (IOException e) {
            HELD.remove(folder);
            throw new EmbeddedDatabaseException(
                    "The home " + folder + " cannot be written (" + OwnerOnly.reason(e)
                            + "). Make it writable for the user who runs ArtStore, or choose another with artstore.home.",
                    e);
        } catch (RuntimeException e) {
            HELD.remove(folder);
            throw e;
        }
    }

    /** The locked home, absolute and without symbolic links. */
    public Path home() {
        return home;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new EmbeddedDatabaseException("The lock of the home " + home + " could not be released", e);
        } finally {
            HELD.remove(home);
        }
    }

    private static FileChannel lock(Path home) throws IOException {
        Path file = home.resolve(FILE_NAME);
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                OwnerOnly.FILE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new HomeInUseException(home, Files.readString(file).strip());
            }
            describe(channel);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void describe(FileChannel channel) throws IOException {
        Instant started = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        String note = "pid " + ProcessHandle.current().pid() + ", started " + started + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8)), 0);
    }
}
