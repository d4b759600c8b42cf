package io.artstore.storage.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.store.StoredContent;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The bytes of small documents that are read often, so that sending one asks no disk. Bounded by the memory they take.
 *
 * <p>Each was read from the medium and its digest computed, and is given only for a document with that digest. So it is what
 * the document consists of, whatever became of the file: nothing has to be invalidated. Only whether the medium still has it
 * must be seen, which is why nothing stays longer than {@link #SEEN_AGAIN_AFTER}.
 */
public final class HotContents {
    static final Duration SEEN_AGAIN_AFTER = Duration.ofSeconds(10);

    /** The key, the map's entry, the cache's own node. */
    private static final int OVERHEAD_BYTES = 300;

    private final Cache<UUID, StoredContent> cache;

    /** An empty cache; with 0 nothing is kept. */
    public HotContents(long maxBytes, Ticker ticker) {
        this.cache = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .<UUID, StoredContent>weigher((id, content) -> OVERHEAD_BYTES + (int) content.sizeBytes())
                .expireAfterWrite(SEEN_AGAIN_AFTER)
                .ticker(ticker)
                .executor(Runnable::run)
                .recordStats()
                .build();
    }

    Optional<StoredContent> find(AttributeDocument document) {
        return Optional.ofNullable(cache.getIfPresent(document.fileId()))
                .filter(content -> content.sha256().equals(Optional.of(document.sha256())));
    }

    /** Keeps what was read as a whole, and nothing else. */
    void keep(AttributeDocument document, StoredContent content) {
        if (content.whole().isPresent()) {
            cache.put(document.fileId(), content);
        }
    }

    /** How often the bytes were here. */
    public long hits() {
        return cache.stats().hitCount();
    }

    /** How often the medium was asked. */
    public long misses() {
        return cache.stats().missCount();
    }
}
