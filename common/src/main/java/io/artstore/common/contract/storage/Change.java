package io.artstore.common.contract.storage;

import java.time.Instant;

/**
 * One committed change of an element.
 *
 * @param fileId the document, or null for a change of the element itself
 * @param document the document as it was after the change; null when it was deleted
 */
public record Change(ChangeType type, String fileId, Instant occurredAt, DocumentFacts document) {}
