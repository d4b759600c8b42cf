package io.artstore.storage.service;

import io.artstore.storage.domain.DeletedDocument;
import io.artstore.storage.domain.EntryPosition;
import io.artstore.storage.repository.TrashRepository;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Shows what was deleted and can still be given back. */
public final class TrashService {
    private final TrashRepository trash;
    private final Duration grace;

    public TrashService(TrashRepository trash, Duration grace) {
        this.trash = trash;
        this.grace = grace;
    }

    /** A page and where the next one begins; nothing at the end. */
    public record Page(List<DeletedDocument> documents, Optional<EntryPosition> next) {}

    /** The newest deletion first; of one document only, where it is given. */
    public Future<Page> page(Optional<UUID> fileId, Optional<EntryPosition> before, int limit) {
        return trash.page(fileId, before, limit + 1).map(found -> {
            List<DeletedDocument> shown = found.subList(0, Math.min(limit, found.size()));
            return new Page(shown, found.size() > limit ? Optional.of(position(shown)) : Optional.empty());
        });
    }

    /** From when on a document may be destroyed; that happens within minutes then. */
    public Instant purgeAt(DeletedDocument document) {
        return document.deletedAt().plus(grace);
    }

    private static EntryPosition position(List<DeletedDocument> shown) {
        DeletedDocument last = shown.get(shown.size() - 1);
        return new EntryPosition(last.deletedAt(), last.deletion());
    }
}
