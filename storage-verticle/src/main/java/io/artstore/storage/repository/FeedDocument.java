package io.artstore.storage.repository;

import io.artstore.common.contract.storage.DocumentFacts;
import io.artstore.storage.domain.AttributeDocument;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The form a document has in the change feed's table. Members may be added; readers take what they know. */
final class FeedDocument {
    private FeedDocument() {}

    static Map<String, Object> of(AttributeDocument document) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("file_id", document.fileId());
        members.put("original_filename", document.originalFilename());
        members.put("storage_filename", document.storageFilename());
        members.put("file_size", document.sizeBytes());
        members.put("content_type", document.contentType());
        members.put("detected_content_type", document.detectedContentType().orElse(null));
        members.put("checksum", document.sha256());
        members.put("created_by_username", document.createdByUsername());
        members.put("tags", document.tags());
        members.put("description", document.description());
        members.put("created_at", document.createdAt().toString());
        members.put("updated_at", document.updatedAt().toString());
        members.put("metadata", document.metadata());
        return members;
    }

    static DocumentFacts facts(Map<String, Object> members) {
        return new DocumentFacts(
                text(members, "file_id"),
                text(members, "original_filename"),
                text(members, "storage_filename"),
                members.get("file_size") instanceof Number size ? size.longValue() : 0,
                text(members, "content_type"),
                text(members, "detected_content_type"),
                text(members, "checksum"),
                text(members, "created_by_username"),
                members.get("tags") instanceof List<?> tags
                        ? tags.stream().map(Object::toString).toList()
                        : List.of(),
                text(members, "description"),
                Instant.parse(text(members, "created_at")),
                Instant.parse(text(members, "updated_at")),
                metadata(members));
    }

    private static Map<String, Object> metadata(Map<String, Object> members) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        if (members.get("metadata") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> metadata.put(name.toString(), value));
        }
        return metadata;
    }

    private static String text(Map<String, Object> members, String name) {
        return Objects.toString(members.get(name), null);
    }
}
