package io.artstore.storage.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A document that was deleted and can still be given back, as the database knows it.
 *
 * @param deletion the deletion's write-ahead entry, under which it lies in the trash
 * @param key where it lay; nothing where no document can lie there
 * @param deletedBy the subject who deleted it, where that is known
 */
public record DeletedDocument(
        UUID deletion,
        UUID fileId,
        String originalFilename,
        Optional<DocumentKey> key,
        long sizeBytes,
        Instant deletedAt,
        Optional<String> deletedBy) {}
