package io.artstore.storage.store;

/**
 * Something that lies in an element's tree.
 *
 * @param path relative to the base, with slashes
 * @param sizeBytes of a file; zero for anything else
 */
public record TreeEntry(Kind kind, String path, long sizeBytes) {
    /** What it is. */
    public enum Kind {
        FILE,
        /** Never followed. */
        LINK,
        /** A folder in which no document can lie, or that is nested absurdly deep; not looked into. */
        FOREIGN_FOLDER,
        /** Neither file, folder nor link: a device, a socket, a pipe. */
        OTHER,
        /** The medium refuses to show it. */
        UNREADABLE
    }
}
