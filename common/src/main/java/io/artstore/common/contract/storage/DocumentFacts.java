package io.artstore.common.contract.storage;

import java.time.Instant;
import java.util.List;

/**
 * What an element tells others about a document: enough to index it and to name it to people.
 *
 * @param contentType the declared media type
 * @param detectedContentType the media type that the bytes tell; null where nobody looked
 * @param sha256 lower-case hex of the content
 * @param description may be null
 */
public record DocumentFacts(
        String fileId,
        String originalFilename,
        String storageFilename,
        long sizeBytes,
        String contentType,
        String detectedContentType,
        String sha256,
        String createdByUsername,
        List<String> tags,
        String description,
        Instant createdAt,
        Instant updatedAt) {}
