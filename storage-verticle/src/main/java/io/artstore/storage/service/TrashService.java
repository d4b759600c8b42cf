package io.artstore.storage.service;

import io.artstore.storage.domain.DeletedDocument;
import io.artstore.storage.domain.EntryPage;
import io.artstore.storage.domain.EntryPosition;
import io.artstore.storage.repository.TrashRepository;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
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

    /** The newest deletion first; of one document only, where it is given. */
    public Future<EntryPage<DeletedDocument>> page(Optional<UUID> fileId, Optional<EntryPosition> before, int limit) {
        return trash.page(fileId, before, EntryPage.reading(limit))
                .map(found -> EntryPage.of(
                        found, limit, document -> new EntryPosition(document.deletedAt(), document.deletion())));
    }

    /** From when on a document may be destroyed; that happens within minutes then. */
    public Instant purgeAt(DeletedDocument document) {
        return document.deletedAt().plus(grace);
    }
}
