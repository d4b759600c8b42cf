package io.artstore.storage.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Everything an element knows of one document: the content of its attribute file, which is the truth, and of its row,
 * which is a cache of it (checkpoint section 2.2).
 *
 * @param sizeBytes the key {@code file_size}
 * @param createdAt with microseconds at most, as the database and the file keep it
 * @param createdByFullname may be null
 * @param description may be null
 * @param version may be null
 * @param sha256 the key {@code checksum}: 64 lower-case hexadecimal digits
 * @param metadata the caller's own JSON object; empty where there is none
 * @param extra further keys of the attribute file, kept as they were found; always empty when read from the database
 */
public record AttributeDocument(
        UUID fileId,
        String originalFilename,
        String storageFilename,
        long sizeBytes,
        String contentType,
        Instant createdAt,
        Instant updatedAt,
        String createdById,
        String createdByUsername,
        String createdByFullname,
        String description,
        String version,
        String storagePath,
        String sha256,
        Map<String, Object> metadata,
        Map<String, Object> extra) {
    /** The further key under which the media type stands that the bytes themselves tell. */
    public static final String DETECTED_CONTENT_TYPE = "detected_content_type";

    public AttributeDocument {
        Objects.requireNonNull(fileId, "fileId");
        Objects.requireNonNull(originalFilename, "originalFilename");
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
        Objects.requireNonNull(sha256, "sha256");
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    public DocumentKey key() {
        return new DocumentKey(storagePath, storageFilename);
    }

    /** What the bytes were found to be, beside what they were declared as; nothing where nobody looked. */
    public Optional<String> detectedContentType() {
        return extra.get(DETECTED_CONTENT_TYPE) instanceof String type ? Optional.of(type) : Optional.empty();
    }

    /** The texts under the metadata's key {@code tags}; whatever else stands there is no tag. */
    public List<String> tags() {
        return metadata.get("tags") instanceof List<?> tags
                ? tags.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    /** The same document after an edit, with exactly these values. */
    public AttributeDocument edited(
            String newDescription, String newVersion, Map<String, Object> newMetadata, Instant at) {
        return new AttributeDocument(
                fileId,
                originalFilename,
                storageFilename,
                sizeBytes,
                contentType,
                createdAt,
                at,
                createdById,
                createdByUsername,
                createdByFullname,
                newDescription,
                newVersion,
                storagePath,
                sha256,
                newMetadata,
                extra);
    }
}
