package io.artstore.storage.http;

import io.artstore.common.http.fields.Fields;
import io.artstore.storage.domain.EntryPage;
import io.artstore.storage.domain.EntryPosition;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Positions in the lists of operations and of deleted documents, as text. */
final class EntryCursor {
    /** Stands in for what cannot be read until the request is refused. */
    private static final EntryPosition NOWHERE = new EntryPosition(Instant.EPOCH, new UUID(0, 0));

    private EntryCursor() {}

    /** What the request's {@code cursor} says, if it has one. */
    static Optional<EntryPosition> of(Fields query) {
        return query.string("cursor").as(EntryCursor::read, NOWHERE).optional();
    }

    /** The answer's {@code next_cursor}; null on the last page. */
    static String next(EntryPage<?> page) {
        return page.next().map(EntryPosition::toString).orElse(null);
    }

    private static EntryPosition read(String text) {
        return EntryPosition.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("is not a cursor of this list; begin without one"));
    }
}
