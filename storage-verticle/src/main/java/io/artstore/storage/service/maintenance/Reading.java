package io.artstore.storage.service.maintenance;

import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.DocumentKey;
import io.artstore.storage.domain.Finding;
import java.util.Optional;
import java.util.UUID;

/** What the disk says at one place. */
sealed interface Reading {
    DocumentKey key();

    /** The document it is about, where anything tells. */
    Optional<UUID> fileId();

    /** A document whose two halves belong together. */
    record Sound(DocumentKey key, AttributeDocument document) implements Reading {
        @Override
        public Optional<UUID> fileId() {
            return Optional.of(document.fileId());
        }
    }

    /** Something that is no sound document. */
    record Flawed(DocumentKey key, Finding finding) implements Reading {
        @Override
        public Optional<UUID> fileId() {
            return finding.fileId();
        }
    }

    /** It was moved or removed since it was listed. */
    record Vanished(DocumentKey key) implements Reading {
        @Override
        public Optional<UUID> fileId() {
            return Optional.empty();
        }
    }
}
