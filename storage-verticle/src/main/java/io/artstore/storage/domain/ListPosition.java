package io.artstore.storage.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A place in the list of documents, newest first and by id where they are of the same moment: right behind a document,
 * which need not exist any more. What arrives later stands before it, so going on from here neither repeats nor skips.
 */
public record ListPosition(Instant createdAt, UUID fileId) {
    /** Before the newest document there can be. */
    public static final ListPosition BEGINNING =
            new ListPosition(Instant.parse("9999-12-31T23:59:59.999999Z"), new UUID(0, 0));

    public ListPosition {
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(fileId, "fileId");
    }

    public static ListPosition behind(AttributeDocument document) {
        return new ListPosition(document.createdAt(), document.fileId());
    }
}
