package io.artstore.storage.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A document that was deleted and whose destruction is due.
 *
 * @param entry the deletion's write-ahead entry, under which it lies there
 */
public record Trashed(UUID entry, UUID fileId, Instant deletedAt) {}
