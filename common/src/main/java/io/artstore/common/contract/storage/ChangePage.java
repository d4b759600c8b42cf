package io.artstore.common.contract.storage;

import java.util.List;

/**
 * The next changes after a cursor, in commit-safe order: what a reader has passed never gains a predecessor later.
 *
 * @param elementId the element the changes are of
 * @param elementUrl where the element's documents can be fetched
 * @param nextCursor where to go on, opaque; the given cursor when nothing is new
 * @param more whether another page is ready now
 */
public record ChangePage(String elementId, String elementUrl, List<Change> changes, String nextCursor, boolean more) {
    public ChangePage {
        changes = List.copyOf(changes);
    }
}
