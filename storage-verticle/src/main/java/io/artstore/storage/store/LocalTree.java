package io.artstore.storage.store;

import io.artstore.common.config.Durability;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Blocking file operations below one base directory, each durable when it returns. Thread-safe.
 *
 * <p>Nothing below the base is ever reached through a symbolic link: whoever could plant one in the tree would otherwise
 * choose what is read and overwritten.
 */
final class LocalTree {
    private static final int REMEMBERED_FOLDERS = 256;

    private final Path base;
    private final Durability durability;
    private final FolderSyncs folderSyncs = new FolderSyncs(LocalTree::force);
    private final Set<Path> durableFolders = Collections.newSetFromMap(Collections.synchronizedMap(new Recent()));

    private LocalTree(Path base, Durability durability) {
        this.base = base;
        this.durability = durability;
    }

    /**
     * A tree below a directory, which is made where it is missing.
     *
     * <p>What lies in the tree is no more durable than the way to it, so the folders above are synced too, whoever made
     * them, up to the mount point and as far as we may look into them.
     *
     * <p>With {@link Durability#RELAXED} nothing here waits for the medium.
     */
    static LocalTree open(Path directory, Durability durability) throws IOException {
        Files.createDirectories(directory);
        Path base = directory.toRealPath();
        LocalTree tree = new LocalTree(base, durability);
        FileStore medium = Files.getFileStore(base);
        Path above = base.getParent();
        while (above != null
                && Files.isReadable(above)
                && Files.getFileStore(above).equals(medium)) {
            tree.syncFolder(above);
            above = above.getParent();
        }
        return tree;
    }

    Path base() {
        return base;
    }

    /** The path of something below the base, refused when a link stands on the way to it or in its place. */
    Path resolve(String relative) throws IOException {
        Path path = below(relative);
        requireNoLink(path);
        return path;
    }

    /**
     * The path of what is to be moved, removed, replaced, or opened without following links: that touches a link, not what
     * it leads to, so it may be one.
     */
    Path resolveEntry(String relative) throws IOException {
        Path path = below(relative);
        requireNoLink(path.getParent());
        return path;
    }

    private Path below(String relative) throws IOException {
        Path path = base.resolve(relative).normalize();
        if (!path.startsWith(base) || path.equals(base)) {
            throw new IOException("'" + relative + "' leads out of the base directory " + base);
        }
        return path;
    }

    private void requireNoLink(Path path) throws IOException {
        for (Path on = path; !on.equals(base); on = on.getParent()) {
            if (Files.isSymbolicLink(on)) {
                throw new IOException(on + " is a symbolic link; documents are never reached through links");
            }
        }
    }

    /**
     * Makes a folder with its parents. A folder that another thread has just made counts only once its entry in its
     * parent is known to be on the medium, so that nobody acknowledges a document in a folder that could vanish.
     */
    void makeFolder(Path folder) throws IOException {
        if (durableFolders.contains(folder)) {
            return;
        }
        Files.createDirectories(folder);
        for (Path on = folder; !on.equals(base); on = on.getParent()) {
            syncFolder(on.getParent());
        }
        durableFolders.add(folder);
    }

    /** Moves a file in one step. The caller syncs the folders. */
    void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            durableFolders.remove(to.getParent());
            throw e;
        }
    }

    /** Moves a file if it is there. */
    boolean moveIfPresent(Path from, Path to) throws IOException {
        if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        move(from, to);
        return true;
    }

    /** Makes the entries of a folder durable: what POSIX asks for after a rename, and Java calls nothing. */
    void syncFolder(Path folder) throws IOException {
        if (durability != Durability.RELAXED) {
            folderSyncs.sync(folder);
        }
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Syncs a folder if it is there. */
    void syncIfPresent(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            syncFolder(folder);
        }
    }

    /** Makes a file's data and length durable. */
    void sync(FileChannel channel) throws IOException {
        if (durability != Durability.RELAXED) {
            channel.force(true);
        }
    }

    /** Writes a new file, data and length durable, replacing a leftover of the same name. */
    void writeFile(Path path, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
            Channels.writeAll(channel, content);
            sync(channel);
        }
    }

    /** What lies directly in a folder. */
    List<Path> entries(Path folder) throws IOException {
        return entries(folder, Integer.MAX_VALUE);
    }

    /** Some of what lies directly in a folder, at most so many. */
    List<Path> entries(Path folder, int limit) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            Iterator<Path> paths = stream.iterator();
            while (entries.size() < limit && paths.hasNext()) {
                entries.add(paths.next());
            }
        }
        return entries;
    }

    /** Removes a folder of plain files, and the folder. */
    void removeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            for (Path entry : entries(folder)) {
                Files.delete(entry);
            }
            Files.delete(folder);
            durableFolders.remove(folder);
        }
    }

    /** The hours in use are few; older ones need not be remembered. */
    private static final class Recent extends LinkedHashMap<Path, Boolean> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Boolean> eldest) {
            return size() > REMEMBERED_FOLDERS;
        }
    }
}
