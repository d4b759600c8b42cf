package io.artstore.storage.store;

import io.artstore.storage.domain.DocumentKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at many documents of a local tree in one go. Blocking. */
final class LocalExaminer {
    private final LocalTree tree;

    LocalExaminer(LocalTree tree) {
        this.tree = tree;
    }

    List<StoredPair> examine(List<DocumentKey> keys) {
        List<StoredPair> pairs = new ArrayList<>(keys.size());
        keys.forEach(key -> pairs.add(examine(key)));
        return pairs;
    }

    List<Presence> presence(List<DocumentKey> keys) {
        List<Presence> found = new ArrayList<>(keys.size());
        keys.forEach(key -> found.add(presence(key)));
        return found;
    }

    private Presence presence(DocumentKey key) {
        try {
            boolean attributes = size(tree.resolve(key.attributePath())).isPresent();
            boolean data = size(tree.resolve(key.path())).isPresent();
            return new Presence(key, attributes, data, Optional.empty());
        } catch (IOException refused) {
            return new Presence(key, false, false, Optional.of(refused.toString()));
        }
    }

    private StoredPair examine(DocumentKey key) {
        try {
            return new StoredPair(
                    key,
                    attributes(tree.resolve(key.attributePath())),
                    size(tree.resolve(key.path())),
                    Optional.empty());
        } catch (IOException refused) {
            return new StoredPair(key, Optional.empty(), OptionalLong.empty(), Optional.of(refused.toString()));
        }
    }

    static Optional<byte[]> attributes(Path path) throws IOException {
        try (InputStream file = Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            // One byte more than is allowed tells the decoder that the file is too large.
            return Optional.of(file.readNBytes(AttributeCodec.MAX_BYTES + 1));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    /** Of a regular file; whatever else stands there is no data. */
    private static OptionalLong size(Path path) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile() ? OptionalLong.of(attributes.size()) : OptionalLong.empty();
        } catch (NoSuchFileException absent) {
            return OptionalLong.empty();
        }
    }
}
