package io.artstore.storage.service;

import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.repository.DocumentRepository;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** What documents there are and what is known of them. */
public final class CatalogueService {
    /** However many are asked for (checkpoint section 1.8). */
    public static final int MAX_PAGE = 100;

    private final DocumentRepository documents;
    private final HotDocuments hot;

    public CatalogueService(DocumentRepository documents, HotDocuments hot) {
        this.documents = documents;
        this.hot = hot;
    }

    /** A page of the list and how long the whole list is. */
    public record Page(long total, List<AttributeDocument> documents) {}

    public Future<AttributeDocument> document(UUID fileId) {
        return hot.find(fileId).map(found -> found.orElseThrow(() -> absent(fileId)));
    }

    /** Newest first. */
    public Future<Page> page(long skip, int limit) {
        return documents.count().compose(total -> documents
                .page(skip, Math.min(limit, MAX_PAGE))
                .map(page -> new Page(total, page)));
    }

    static ServiceException absent(UUID fileId) {
        return ServiceException.notFound("File " + fileId + " not found");
    }
}
