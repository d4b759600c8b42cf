package io.artstore.storage.testkit.disk;

import java.nio.file.Path;
import java.util.Locale;

/**
 * One thing done to a disk.
 *
 * @param path relative to the root of the recorded tree
 * @param target where a rename leads; null otherwise
 * @param content what was appended; null unless it is a write
 */
public record DiskChange(Kind kind, Path path, Path target, byte[] content) {
    /** What can be done. */
    public enum Kind {
        MAKE_FOLDER,
        /** A new file, or an old one cut to nothing. */
        CREATE,
        WRITE,
        /** A file's bytes, or a folder's entries. */
        SYNC,
        RENAME,
        REMOVE
    }

    static DiskChange of(Kind kind, Path path) {
        return new DiskChange(kind, path, null, null);
    }

    static DiskChange write(Path path, byte[] content) {
        return new DiskChange(Kind.WRITE, path, null, content);
    }

    static DiskChange rename(Path from, Path to) {
        return new DiskChange(Kind.RENAME, from, to, null);
    }

    @Override
    public String toString() {
        String what = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + path;
        return target == null ? what : what + " to " + target;
    }
}
