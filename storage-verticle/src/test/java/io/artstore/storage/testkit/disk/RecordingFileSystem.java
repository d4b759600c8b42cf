package io.artstore.storage.testkit.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/**
 * The real file system, seen through a provider that has every change below one root done by a journal.
 *
 * <p>Standing below {@code java.nio.file} it sees what the product does, not what the product says it does: code that
 * uses a path of this file system cannot pass it by. What it does not know how to record it refuses.
 */
public final class RecordingFileSystem extends FileSystem {
    private static final FileSystem REAL = FileSystems.getDefault();

    private final RecordingProvider provider;

    private RecordingFileSystem(Path root, DiskJournal journal) {
        this.provider = new RecordingProvider(this, root, journal);
    }

    /** The root, which must exist, as a path whose descendants are recorded. */
    public static Path over(Path root, DiskJournal journal) throws IOException {
        Path real = root.toRealPath();
        return new RecordingFileSystem(real, journal).wrap(real);
    }

    Path wrap(Path real) {
        return real == null ? null : new RecordedPath(this, real);
    }

    static Path unwrap(Path path) {
        return path instanceof RecordedPath recorded ? recorded.real() : path;
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public Path getPath(String first, String... more) {
        return wrap(REAL.getPath(first, more));
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return REAL.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(wrap(Path.of("/")));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return REAL.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return REAL.supportedFileAttributeViews();
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        PathMatcher matcher = REAL.getPathMatcher(pattern);
        return path -> matcher.matches(unwrap(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return REAL.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
