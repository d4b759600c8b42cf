package io.artstore.common.contract.storage;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an element tells others about a document: enough to index it and to name it to people.
 *
 * @param contentType the declared media type
 * @param detectedContentType the media type that the bytes tell; null where nobody looked
 * @param sha256 lower-case hex of the content
 * @param description may be null
 * @param metadata the uploader's own JSON object; empty where there is none
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
        Instant updatedAt,
        Map<String, Object> metadata) {

    public DocumentFacts {
        metadata = metadata == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
