package io.artstore.storage.store;

import static io.artstore.storage.domain.FailPoints.Step.DELETE_ATTRIBUTES_IN_TRASH;
import static io.artstore.storage.domain.FailPoints.Step.RESTORE_ATTRIBUTES_IN_PLACE;
import static io.artstore.storage.domain.FailPoints.Step.RESTORE_DATA_IN_PLACE;

import io.artstore.storage.domain.DocumentId;
import io.artstore.storage.domain.DocumentKey;
import io.artstore.storage.domain.FailPoints;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The trash of a local tree: a folder for each deletion. Blocking.
 *
 * <p>Giving back a document and undoing that overwrite nothing, neither in the document's place nor in the trash.
 */
final class LocalTrash {
    private final LocalTree tree;
    private final String trash;
    private final FailPoints failPoints;

    LocalTrash(LocalTree tree, String trash, FailPoints failPoints) {
        this.tree = tree;
        this.trash = trash;
        this.failPoints = failPoints;
    }

    /** A half of a document: where it belongs, and where it lies in the trash. */
    private record Half(Path place, Path inTrash) {
        boolean isInPlace() {
            return Files.exists(place, LinkOption.NOFOLLOW_LINKS);
        }

        boolean isInTrash() {
            return Files.exists(inTrash, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Attributes first: without them there is no document. Absence of either half is fine. */
    void take(UUID deletion, DocumentKey key) throws IOException {
        Half data = data(deletion, key);
        Half attributes = attributes(deletion, key);
        Path folder = data.inTrash().getParent();
        tree.makeFolder(folder);
        tree.moveIfPresent(attributes.place(), attributes.inTrash());
        failPoints.reached(DELETE_ATTRIBUTES_IN_TRASH);
        tree.moveIfPresent(data.place(), data.inTrash());
        tree.syncFolder(folder);
        tree.syncIfPresent(data.place().getParent());
    }

    /** Undoes {@link #take}, however far it came. */
    void putBack(UUID deletion, DocumentKey key) throws IOException {
        Half data = data(deletion, key);
        Half attributes = attributes(deletion, key);
        tree.makeFolder(data.place().getParent());
        tree.moveIfPresent(data.inTrash(), data.place());
        tree.moveIfPresent(attributes.inTrash(), attributes.place());
        tree.syncFolder(data.place().getParent());
        empty(deletion);
    }

    void empty(UUID deletion) throws IOException {
        tree.removeFolder(folder(deletion));
    }

    List<UUID> entries(int limit) throws IOException {
        return tree.entries(tree.resolve(trash), limit).stream()
                .map(path -> DocumentId.parse(path.getFileName().toString()))
                .flatMap(Optional::stream)
                .toList();
    }

    TrashedPair inspect(UUID deletion, DocumentKey key) throws IOException {
        String folder = trash + "/" + deletion + "/";
        Path data = tree.resolve(folder + key.filename());
        Path attributes = tree.resolve(folder + key.filename() + DocumentKey.ATTRIBUTE_SUFFIX);
        boolean taken = isTaken(deletion, key);
        return new TrashedPair(LocalExaminer.attributes(attributes), LocalFingerprint.of(data), taken);
    }

    private boolean isTaken(UUID deletion, DocumentKey key) {
        try {
            return data(deletion, key).isInPlace() || attributes(deletion, key).isInPlace();
        } catch (IOException linkOnTheWay) {
            return true;
        }
    }

    /** Data first: the arrival of the attributes is the commit point. */
    void giveBack(UUID deletion, DocumentKey key) throws IOException {
        Half data = data(deletion, key);
        Half attributes = attributes(deletion, key);
        tree.makeFolder(data.place().getParent());
        moveBack(data);
        failPoints.reached(RESTORE_DATA_IN_PLACE);
        moveBack(attributes);
        failPoints.reached(RESTORE_ATTRIBUTES_IN_PLACE);
        tree.syncFolder(data.place().getParent());
        forget(data.inTrash().getParent());
    }

    private void moveBack(Half half) throws IOException {
        if (half.isInPlace()) {
            throw new FileAlreadyExistsException(half.place().toString());
        }
        tree.move(half.inTrash(), half.place());
    }

    /** What else lies there is not ours to destroy. */
    private void forget(Path folder) throws IOException {
        tree.syncFolder(folder);
        if (tree.entries(folder, 1).isEmpty()) {
            tree.removeFolder(folder);
            tree.syncFolder(folder.getParent());
        }
    }

    /** Attributes first, the other way round: without them there is no document. */
    void takeBack(UUID deletion, DocumentKey key) throws IOException {
        Half attributes = attributes(deletion, key);
        Half data = data(deletion, key);
        tree.makeFolder(data.inTrash().getParent());
        takeBack(attributes);
        takeBack(data);
        tree.syncFolder(data.inTrash().getParent());
        tree.syncIfPresent(data.place().getParent());
    }

    /** A loss of power may leave both ends of a rename; then the one in the trash is kept. */
    private void takeBack(Half half) throws IOException {
        if (!half.isInPlace()) {
            return;
        }
        if (!half.isInTrash()) {
            tree.move(half.place(), half.inTrash());
        } else if (Files.mismatch(half.place(), half.inTrash()) < 0) {
            Files.delete(half.place());
        }
    }

    private Half data(UUID deletion, DocumentKey key) throws IOException {
        return half(deletion, key.path(), key.filename());
    }

    private Half attributes(UUID deletion, DocumentKey key) throws IOException {
        return half(deletion, key.attributePath(), key.filename() + DocumentKey.ATTRIBUTE_SUFFIX);
    }

    private Half half(UUID deletion, String place, String name) throws IOException {
        return new Half(tree.resolveEntry(place), folder(deletion).resolve(name));
    }

    private Path folder(UUID deletion) throws IOException {
        return tree.resolve(trash + "/" + deletion);
    }
}
