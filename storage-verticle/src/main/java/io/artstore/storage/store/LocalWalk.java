package io.artstore.storage.store;

import io.artstore.storage.store.TreeEntry.Kind;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Walks a local tree with one open folder per level. */
final class LocalWalk implements TreeWalk {
    /** Documents lie four folders deep. */
    private static final int MAX_DEPTH = 16;

    private final LocalTree tree;
    private final Set<String> skipped;
    private final WorkerExecutor pool;
    private final Deque<OpenFolder> folders = new ArrayDeque<>();
    private boolean begun;

    /**
     * A walk that is to begin.
     *
     * @param skipped names of folders directly below the base
     */
    LocalWalk(LocalTree tree, Set<String> skipped, WorkerExecutor pool) {
        this.tree = tree;
        this.skipped = skipped;
        this.pool = pool;
    }

    private record OpenFolder(String prefix, DirectoryStream<Path> stream, Iterator<Path> entries) {}

    @Override
    public Future<List<TreeEntry>> next(int atMost) {
        return pool.executeBlocking(() -> collect(atMost), false);
    }

    @Override
    public Future<Void> close() {
        return pool.executeBlocking(
                () -> {
                    while (!folders.isEmpty()) {
                        folders.pop().stream().close();
                    }
                    return null;
                },
                false);
    }

    private List<TreeEntry> collect(int atMost) throws IOException {
        if (!begun) {
            begun = true;
            open("", tree.base());
        }
        List<TreeEntry> found = new ArrayList<>();
        while (found.size() < atMost && !folders.isEmpty()) {
            OpenFolder folder = folders.peek();
            if (hasNext(folder, found)) {
                take(folder, folder.entries().next(), found);
            } else {
                folders.pop().stream().close();
            }
        }
        return found;
    }

    private static boolean hasNext(OpenFolder folder, List<TreeEntry> found) {
        try {
            return folder.entries().hasNext();
        } catch (DirectoryIteratorException e) {
            found.add(new TreeEntry(Kind.UNREADABLE, folder.prefix(), 0));
            return false;
        }
    }

    private void take(OpenFolder folder, Path path, List<TreeEntry> found) {
        String name = path.getFileName().toString();
        String relative = folder.prefix() + name;
        if (folder.prefix().isEmpty() && skipped.contains(name)) {
            return;
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isDirectory()) {
                found.add(
                        new TreeEntry(kind(attributes), relative, attributes.isRegularFile() ? attributes.size() : 0));
            } else if (name.startsWith(".") || folders.size() >= MAX_DEPTH) {
                found.add(new TreeEntry(Kind.FOREIGN_FOLDER, relative, 0));
            } else {
                open(relative + "/", path);
            }
        } catch (NoSuchFileException gone) {
            // It was moved or removed while the walk came by.
        } catch (IOException refused) {
            found.add(new TreeEntry(Kind.UNREADABLE, relative, 0));
        }
    }

    private void open(String prefix, Path folder) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
        folders.push(new OpenFolder(prefix, stream, stream.iterator()));
    }

    private static Kind kind(BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return Kind.LINK;
        }
        return attributes.isRegularFile() ? Kind.FILE : Kind.OTHER;
    }
}
