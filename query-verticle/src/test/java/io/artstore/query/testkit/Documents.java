package io.artstore.query.testkit;

import io.artstore.common.contract.storage.DocumentFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Documents for tests: a plain one, and what makes another one of it. */
public final class Documents {
    private Documents() {}

    public static String newId() {
        return UUID.randomUUID().toString();
    }

    /** A document with a fresh id. */
    public static DocumentFacts named(String filename) {
        return of(newId(), filename, "text/plain", List.of(), null, Instant.parse("2025-11-16T08:30:00Z"));
    }

    public static DocumentFacts of(
            String id, String filename, String contentType, List<String> tags, String description, Instant time) {
        return new DocumentFacts(
                id,
                filename,
                "stored_" + id,
                1_000,
                contentType,
                null,
                "ab".repeat(32),
                "alice",
                tags,
                description,
                time,
                time,
                Map.of());
    }

    public static DocumentFacts withMetadata(String filename, Map<String, Object> metadata) {
        return withMetadata(named(filename), metadata);
    }

    public static DocumentFacts withMetadata(DocumentFacts d, Map<String, Object> metadata) {
        return new DocumentFacts(
                d.fileId(),
                d.originalFilename(),
                d.storageFilename(),
                d.sizeBytes(),
                d.contentType(),
                null,
                d.sha256(),
                d.createdByUsername(),
                d.tags(),
                d.description(),
                d.createdAt(),
                d.updatedAt(),
                metadata);
    }

    public static DocumentFacts described(String filename, String description, String... tags) {
        return of(newId(), filename, "text/plain", List.of(tags), description, Instant.parse("2025-11-16T08:30:00Z"));
    }

    public static DocumentFacts at(String filename, Instant time) {
        return of(newId(), filename, "text/plain", List.of(), null, time);
    }

    public static DocumentFacts sized(String filename, long sizeBytes) {
        DocumentFacts d = named(filename);
        return new DocumentFacts(
                d.fileId(),
                filename,
                d.storageFilename(),
                sizeBytes,
                d.contentType(),
                null,
                d.sha256(),
                d.createdByUsername(),
                d.tags(),
                d.description(),
                d.createdAt(),
                d.updatedAt(),
                d.metadata());
    }
}
