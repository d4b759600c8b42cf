package io.artstore.storage.repository;

import io.artstore.storage.domain.AttributeDocument;
import java.time.Instant;
import java.util.UUID;

/**
 * An operation to make final.
 *
 * @param entry the write-ahead entry it was announced by
 * @param document as it is after the operation, or as it was before it was deleted
 */
public record Commit(UUID entry, AttributeDocument document, Instant at) {}
