package io.artstore.storage.repository;

import io.artstore.storage.domain.AttributeDocument;
import java.util.LinkedHashMap;
import java.util.Map;

/** A document's row on its way into a statement, as a member of a JSON array. */
final class DocumentRow {
    /** What the columns are cast to there. */
    static final String TYPES = """
            file_id uuid, original_filename text, storage_filename text, file_size bigint, content_type text,
            created_at timestamptz, updated_at timestamptz, created_by_id text, created_by_username text,
            created_by_fullname text, description text, version text, storage_path text, checksum text,
            metadata_json jsonb""";

    private DocumentRow() {}

    static Map<String, Object> of(AttributeDocument document) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("file_id", document.fileId());
        row.put("original_filename", document.originalFilename());
        row.put("storage_filename", document.storageFilename());
        row.put("file_size", document.sizeBytes());
        row.put("content_type", document.contentType());
        row.put("created_at", document.createdAt().toString());
        row.put("updated_at", document.updatedAt().toString());
        row.put("created_by_id", document.createdById());
        row.put("created_by_username", document.createdByUsername());
        row.put("created_by_fullname", document.createdByFullname());
        row.put("description", document.description());
        row.put("version", document.version());
        row.put("storage_path", document.storagePath());
        row.put("checksum", document.sha256());
        row.put("metadata_json", document.metadata().isEmpty() ? null : document.metadata());
        return row;
    }
}
