package io.artstore.storage.service;

import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.ListPosition;
import io.artstore.storage.repository.DocumentRepository;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What documents there are and what is known of them. */
public final class CatalogueService {
    /** However many are asked for (checkpoint section 1.8). */
    public static final int MAX_PAGE = 100;

    private final DocumentRepository documents;
    private final HotDocuments hot;
    private final AttributeReader attributes;

    public CatalogueService(DocumentRepository documents, HotDocuments hot, AttributeReader attributes) {
        this.documents = documents;
        this.hot = hot;
        this.attributes = attributes;
    }

    /** A page of the list and how long the whole list is. */
    public record Page(long total, List<AttributeDocument> documents) {}

    public Future<AttributeDocument> document(UUID fileId) {
        return hot.find(fileId).map(found -> found.orElseThrow(() -> absent(fileId)));
    }

    /** A document as its row has it, and as the file beside it has it, which says more. */
    public record Attributes(AttributeDocument row, AttributeDocument file) {}

    /** Everything that is kept of a document, read from the disk. */
    public Future<Attributes> attributes(UUID fileId) {
        return document(fileId).compose(row -> attributes.of(row).map(file -> new Attributes(row, file)));
    }

    /** Newest first. */
    public Future<Page> page(long skip, int limit) {
        return documents.count().compose(total -> documents
                .page(skip, Math.min(limit, MAX_PAGE))
                .map(page -> new Page(total, page)));
    }

    /** A page of the list and where the next one begins, unless this is the last. */
    public record Listing(long total, List<AttributeDocument> documents, Optional<ListPosition> next) {}

    /** Newest first, from a position on; as many as asked for, {@value #MAX_PAGE} at most. */
    public Future<Listing> after(ListPosition position, int limit) {
        int length = Math.min(limit, MAX_PAGE);
        return documents
                .count()
                .compose(total -> documents.after(position, length + 1).map(found -> listing(total, found, length)));
    }

    private static Listing listing(long total, List<AttributeDocument> found, int length) {
        if (found.size() <= length) {
            return new Listing(total, found, Optional.empty());
        }
        List<AttributeDocument> page = found.subList(0, length);
        return new Listing(total, page, Optional.of(ListPosition.behind(page.get(length - 1))));
    }

    static ServiceException absent(UUID fileId) {
        return ServiceException.notFound("File " + fileId + " not found");
    }
}
