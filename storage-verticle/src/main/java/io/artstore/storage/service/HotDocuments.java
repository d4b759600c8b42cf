package io.artstore.storage.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.artstore.storage.domain.AttributeDocument;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rows of documents that are read often, so that a download asks no database. Bounded by an estimate of the memory it
 * takes. Belongs to the element's event loop.
 *
 * <p>Whoever writes a document holds its lock. From the moment the lock is taken until it is given back, and longer where
 * the write failed and is not settled yet, the document is not answered from here and nothing read meanwhile is kept. So
 * nobody who asks after a write was answered sees what was before it.
 *
 * <p>No other process can write behind this one's back: there is one owner of an element, and a process that loses the
 * ownership drops this together with everything else it knows of the element.
 */
public final class HotDocuments {
    /** Of a document without its texts: record, times, key, map entry, the cache's own node. */
    private static final int BARE_BYTES = 600;

    private final Function<UUID, Future<Optional<AttributeDocument>>> rows;
    private final FileLocks locks;
    private final Predicate<UUID> unsettled;
    private final Cache<UUID, AttributeDocument> cache;
    private final Map<UUID, Future<Optional<AttributeDocument>>> loads = new HashMap<>();

    /**
     * A cache in front of the rows.
     *
     * @param unsettled whether an operation on a document failed and is neither finished nor undone
     * @param maxBytes with 0 nothing is kept
     */
    public HotDocuments(
            Function<UUID, Future<Optional<AttributeDocument>>> rows,
            FileLocks locks,
            Predicate<UUID> unsettled,
            long maxBytes) {
        this.rows = rows;
        this.locks = locks;
        this.unsettled = unsettled;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .<UUID, AttributeDocument>weigher((id, document) -> bytes(document))
                .executor(Runnable::run)
                .recordStats()
                .build();
        locks.whenTaken(this::forget);
    }

    Future<Optional<AttributeDocument>> find(UUID fileId) {
        if (locks.isHeld(fileId) || unsettled.test(fileId)) {
            return rows.apply(fileId);
        }
        AttributeDocument hot = cache.getIfPresent(fileId);
        if (hot != null) {
            return Future.succeededFuture(Optional.of(hot));
        }
        Future<Optional<AttributeDocument>> underWay = loads.get(fileId);
        return underWay == null ? load(fileId) : underWay;
    }

    long estimatedEntries() {
        return cache.estimatedSize();
    }

    /** How often the answer was here. */
    public long hits() {
        return cache.stats().hitCount();
    }

    /** How often the database was asked. */
    public long misses() {
        return cache.stats().missCount();
    }

    private Future<Optional<AttributeDocument>> load(UUID fileId) {
        Future<Optional<AttributeDocument>> load = rows.apply(fileId);
        loads.put(fileId, load);
        return load.onComplete(
                found -> {
                    if (loads.remove(fileId, load)) {
                        found.ifPresent(document -> cache.put(fileId, document));
                    }
                },
                failure -> loads.remove(fileId, load));
    }

    /** What is being read at this moment may be old before it arrives: whoever asked gets it, nobody else does. */
    private void forget(UUID fileId) {
        cache.invalidate(fileId);
        loads.remove(fileId);
    }

    private static int bytes(AttributeDocument document) {
        int characters = Stream.of(
                        document.originalFilename(),
                        document.storageFilename(),
                        document.contentType(),
                        document.createdById(),
                        document.createdByUsername(),
                        document.createdByFullname(),
                        document.description(),
                        document.version(),
                        document.storagePath(),
                        document.sha256())
                .mapToInt(text -> text == null ? 0 : text.length())
                .sum();
        // Maps and boxed values take several times the text they are written as.
        int metadata = document.metadata().isEmpty()
                ? 0
                : document.metadata().toString().length() * 4;
        return BARE_BYTES + 2 * characters + metadata;
    }
}
