package io.artstore.storage.service;

import io.artstore.common.database.Batcher;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.repository.DocumentRepository;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks up rows of documents by their ids, as many with one statement as are asked for while the one before is under way.
 * An answer is never older than its question. Belongs to the element's event loop.
 */
public final class DocumentFinder {
    private final Batcher<UUID, Optional<AttributeDocument>> lookups;

    public DocumentFinder(DocumentRepository documents) {
        lookups = new Batcher<>(documents::find);
    }

    public Future<Optional<AttributeDocument>> find(UUID fileId) {
        return lookups.submit(fileId);
    }
}
