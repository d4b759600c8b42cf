package io.artstore.storage.store;

import static io.artstore.storage.domain.FailPoints.Step.CREATE_ATTRIBUTES_IN_PLACE;
import static io.artstore.storage.domain.FailPoints.Step.CREATE_ATTRIBUTES_STAGED;
import static io.artstore.storage.domain.FailPoints.Step.CREATE_DATA_IN_PLACE;

import io.artstore.common.config.Durability;
import io.artstore.storage.domain.DocumentKey;
import io.artstore.storage.domain.FailPoints;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Documents on a local file system: in folders by the hour, staging and trash beside them, all on one file system so that
 * every move is a rename.
 */
public final class LocalBlobStore implements BlobStore {
    private static final String STAGING = ".staging";
    private static final String TRASH = ".trash";
    private static final String QUARANTINE = ".quarantine";
    private static final Set<String> OWN_FOLDERS = Set.of(STAGING, TRASH, QUARANTINE);
    /** The file system's journal joins the syncs of concurrent writers, so there may be more of them than processors. */
    private static final int POOL_SIZE = 32;
    /** Re-reading a document of many gigabytes is legitimate. */
    private static final long POOL_MAX_HOURS = 6;

    private final Path configuredBase;
    private final Durability durability;
    private final WorkerExecutor pool;
    private final FailPoints failPoints;
    private LocalTree tree;

    /**
     * A store that is to be opened.
     *
     * @param name of the element, for the names of threads
     * @param durability with {@link Durability#RELAXED} nothing that is confirmed has waited for the medium
     */
    public LocalBlobStore(Vertx vertx, String name, Path base, Durability durability, FailPoints failPoints) {
        this.durability = Objects.requireNonNull(durability, "durability");
        this.configuredBase = Objects.requireNonNull(base, "base");
        this.failPoints = Objects.requireNonNull(failPoints, "failPoints");
        this.pool = vertx.createSharedWorkerExecutor("store-" + name, POOL_SIZE, POOL_MAX_HOURS, TimeUnit.HOURS);
    }

    @Override
    public Future<Void> open() {
        return blocking(() -> {
                    LocalTree opened = LocalTree.open(configuredBase, durability);
                    opened.makeFolder(opened.resolve(STAGING));
                    opened.makeFolder(opened.resolve(TRASH));
                    Path probe = opened.resolve(STAGING + "/.probe");
                    opened.writeFile(probe, new byte[] {'\n'});
                    Files.delete(probe);
                    return opened;
                })
                .onSuccess(opened -> tree = opened)
                .recover(failure -> Future.failedFuture(new IOException(
                        "The base directory " + configuredBase.toAbsolutePath() + " cannot be used (" + failure
                                + "); make it a writable directory or set the element's path to one",
                        failure)))
                .mapEmpty();
    }

    @Override
    public Future<Void> close() {
        return pool.close();
    }

    @Override
    public Future<Fingerprint> stage(UUID entry, ReadStream<Buffer> content, ByteMeter meter) {
        return path(() -> stagedData(entry))
                .compose(path -> new StagingTransfer(pool, tree, path, content, meter).run())
                .recover(StoreFailures::translate);
    }

    @Override
    public Future<Void> stageAttributes(UUID entry, byte[] attributes) {
        return blocking(() -> {
            tree.writeFile(stagedAttributes(entry), attributes);
            return null;
        });
    }

    @Override
    public Future<Void> publish(UUID entry, DocumentKey key, byte[] attributes) {
        return blocking(() -> {
            Path stagedAttributes = stagedAttributes(entry);
            tree.writeFile(stagedAttributes, attributes);
            failPoints.reached(CREATE_ATTRIBUTES_STAGED);
            Path data = tree.resolveEntry(key.path());
            tree.makeFolder(data.getParent());
            tree.move(stagedData(entry), data);
            failPoints.reached(CREATE_DATA_IN_PLACE);
            tree.move(stagedAttributes, data.resolveSibling(key.filename() + DocumentKey.ATTRIBUTE_SUFFIX));
            failPoints.reached(CREATE_ATTRIBUTES_IN_PLACE);
            tree.syncFolder(data.getParent());
            return null;
        });
    }

    @Override
    public Future<Void> publishAttributes(UUID entry, DocumentKey key) {
        return blocking(() -> {
            Path attributes = tree.resolve(key.attributePath());
            tree.move(stagedAttributes(entry), attributes);
            tree.syncFolder(attributes.getParent());
            return null;
        });
    }

    @Override
    public Future<Void> makeDurable(DocumentKey key) {
        return blocking(() -> {
            Path folder = tree.resolve(key.path()).getParent();
            tree.makeFolder(folder);
            tree.syncFolder(folder);
            return null;
        });
    }

    @Override
    public Future<Void> discardStaged(UUID entry) {
        return blocking(() -> {
            Files.deleteIfExists(stagedAttributes(entry));
            Files.deleteIfExists(stagedData(entry));
            return null;
        });
    }

    @Override
    public Future<Void> withdraw(DocumentKey key) {
        return blocking(() -> {
            Path data = tree.resolve(key.path());
            Files.deleteIfExists(tree.resolve(key.attributePath()));
            Files.deleteIfExists(data);
            tree.syncIfPresent(data.getParent());
            return null;
        });
    }

    @Override
    public Future<Void> moveToTrash(UUID entry, DocumentKey key) {
        return inTrash(trash -> trash.take(entry, key));
    }

    @Override
    public Future<Void> restoreFromTrash(UUID entry, DocumentKey key) {
        return inTrash(trash -> trash.putBack(entry, key));
    }

    @Override
    public Future<TrashedPair> inspectTrash(UUID entry, DocumentKey key) {
        return blocking(() -> trash().inspect(entry, key));
    }

    @Override
    public Future<Void> giveBack(UUID entry, DocumentKey key) {
        return inTrash(trash -> trash.giveBack(entry, key));
    }

    @Override
    public Future<Void> takeBack(UUID entry, DocumentKey key) {
        return inTrash(trash -> trash.takeBack(entry, key));
    }

    @Override
    public Future<Void> emptyTrash(UUID entry) {
        return inTrash(trash -> trash.empty(entry));
    }

    @Override
    public Future<List<UUID>> trash(int limit) {
        return blocking(() -> trash().entries(limit));
    }

    private LocalTrash trash() {
        return new LocalTrash(tree, TRASH, failPoints);
    }

    private Future<Void> inTrash(Movement movement) {
        return blocking(() -> {
            movement.in(trash());
            return null;
        });
    }

    /** Something that moves in or out of the trash. */
    @FunctionalInterface
    private interface Movement {
        void in(LocalTrash trash) throws IOException;
    }

    @Override
    public Future<Integer> sweepStaging() {
        return blocking(() -> {
            List<Path> leftovers = tree.entries(tree.resolve(STAGING));
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
            return leftovers.size();
        });
    }

    @Override
    public Future<Optional<byte[]>> attributes(DocumentKey key) {
        return blocking(() -> LocalExaminer.attributes(tree.resolve(key.attributePath())));
    }

    @Override
    public Future<Optional<Fingerprint>> fingerprint(DocumentKey key) {
        return blocking(() -> LocalFingerprint.of(tree.resolve(key.path())));
    }

    @Override
    public Future<Optional<Rereading>> reread(DocumentKey key) {
        return blocking(() -> {
            try {
                return Optional.of(LocalRereading.open(pool, tree.resolve(key.path())));
            } catch (NoSuchFileException absent) {
                return Optional.empty();
            }
        });
    }

    @Override
    public Future<Optional<StoredContent>> read(DocumentKey key) {
        return blocking(() -> {
            try {
                return Optional.of(LocalContent.open(tree.resolveEntry(key.path()), pool));
            } catch (NoSuchFileException absent) {
                return Optional.empty();
            }
        });
    }

    @Override
    public TreeWalk walk() {
        return new LocalWalk(tree, OWN_FOLDERS, pool);
    }

    @Override
    public Future<List<StoredPair>> examine(List<DocumentKey> keys) {
        return blocking(() -> new LocalExaminer(tree).examine(keys));
    }

    @Override
    public Future<List<Presence>> presence(List<DocumentKey> keys) {
        return blocking(() -> new LocalExaminer(tree).presence(keys));
    }

    @Override
    public Future<Optional<String>> quarantine(String name, QuarantineReason reason) {
        return blocking(() -> new LocalQuarantine(tree, QUARANTINE).put(name, reason));
    }

    @Override
    public Future<Long> freeBytes() {
        return blocking(() -> Files.getFileStore(tree.resolve(STAGING)).getUsableSpace());
    }

    @Override
    public Future<Boolean> isEmpty() {
        return blocking(() -> tree.entries(tree.base()).stream()
                .allMatch(path -> path.getFileName().toString().startsWith(".")));
    }

    private Path stagedData(UUID entry) throws IOException {
        return tree.resolveEntry(STAGING + "/" + entry + ".data");
    }

    private Path stagedAttributes(UUID entry) throws IOException {
        return tree.resolveEntry(STAGING + "/" + entry + DocumentKey.ATTRIBUTE_SUFFIX);
    }

    private static Future<Path> path(Callable<Path> resolve) {
        try {
            return Future.succeededFuture(resolve.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    private <T> Future<T> blocking(Callable<T> work) {
        return pool.executeBlocking(work, false).recover(StoreFailures::translate);
    }
}
