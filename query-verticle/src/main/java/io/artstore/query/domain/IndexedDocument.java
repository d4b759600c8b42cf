package io.artstore.query.domain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A document as the index holds it: one row of {@code file_metadata_cache}.
 *
 * @param mimeType may be null
 * @param sha256 lower-case hex of the content
 * @param description may be null
 * @param elementId the storage element that holds the document
 * @param elementUrl where that element was reached when it told of the document
 * @param knownAt when the element committed the change that this describes
 * @param metadata the uploader's own JSON object as text; null where there is none, and always null when read back
 */
public record IndexedDocument(
        String id,
        String filename,
        String storageFilename,
        long sizeBytes,
        String mimeType,
        String sha256,
        String username,
        List<String> tags,
        String description,
        String elementId,
        String elementUrl,
        Instant createdAt,
        Instant updatedAt,
        Instant knownAt,
        String metadata) {

    public IndexedDocument {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(filename, "filename");
        Objects.requireNonNull(elementId, "elementId");
        tags = List.copyOf(tags);
    }

    /** The same document, reached at another address. */
    public IndexedDocument reachedAt(String url) {
        return url.equals(elementUrl)
                ? this
                : new IndexedDocument(
                        id,
                        filename,
                        storageFilename,
                        sizeBytes,
                        mimeType,
                        sha256,
                        username,
                        tags,
                        description,
                        elementId,
                        url,
                        createdAt,
                        updatedAt,
                        knownAt,
                        metadata);
    }
}
