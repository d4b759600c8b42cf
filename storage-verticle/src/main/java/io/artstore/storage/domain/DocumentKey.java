package io.artstore.storage.domain;

import java.util.Optional;

/**
 * Where a document lies, relative to its element's base: folder and file name. Its attribute file lies beside it.
 *
 * <p>A key never leads out of the base nor into the element's own folders, which begin with a dot; rows and attribute
 * files are not trusted to say so.
 *
 * @param folder {@code YYYY/MM/DD/HH/}, with its trailing slash
 * @param filename one path component
 */
public record DocumentKey(String folder, String filename) {
    public static final String ATTRIBUTE_SUFFIX = ".attr.json";

    public DocumentKey {
        if (!isSafeFolder(folder) || !isSafeComponent(filename)) {
            throw new IllegalArgumentException("'" + folder + filename + "' is not a place for a document");
        }
    }

    /** The key of a relative path as {@link #path()} gives it. */
    public static DocumentKey ofPath(String path) {
        int slash = path.lastIndexOf('/');
        return new DocumentKey(path.substring(0, slash + 1), path.substring(slash + 1));
    }

    /** The key of a path, where a document can lie there. */
    public static Optional<DocumentKey> parse(String path) {
        try {
            return Optional.of(ofPath(path));
        } catch (IllegalArgumentException impossible) {
            return Optional.empty();
        }
    }

    /** The key of the document whose attribute file this would be. */
    public static Optional<DocumentKey> ofAttributes(String path) {
        return path.endsWith(ATTRIBUTE_SUFFIX)
                ? parse(path.substring(0, path.length() - ATTRIBUTE_SUFFIX.length()))
                : Optional.empty();
    }

    /** The data's path relative to the base. */
    public String path() {
        return folder + filename;
    }

    /** The attribute file's path relative to the base. */
    public String attributePath() {
        return path() + ATTRIBUTE_SUFFIX;
    }

    private static boolean isSafeFolder(String folder) {
        if (!folder.endsWith("/")) {
            return false;
        }
        for (String component : folder.substring(0, folder.length() - 1).split("/", -1)) {
            if (!isSafeComponent(component) || component.startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSafeComponent(String component) {
        return !component.isEmpty()
                && !component.equals(".")
                && !component.equals("..")
                && component.indexOf('/') < 0
                && Text.isStorable(component);
    }
}
