package io.artstore.query.domain;

import java.util.List;
import java.util.Objects;

/**
 * One step of an element's change feed, reduced to the last word on each document.
 *
 * @param from the cursor the page was read at; the page may only be applied while the index stands there
 * @param to the cursor to stand at afterwards
 * @param upserts documents to add or replace, ordered by id so that concurrent writers lock rows in one order
 * @param deletions ids of documents the element no longer holds
 * @param unindexable changes that no row can describe
 */
public record IndexPage(
        String elementId,
        String from,
        String to,
        List<IndexedDocument> upserts,
        List<String> deletions,
        List<Unindexable> unindexable) {

    /**
     * A change that cannot be indexed and why.
     *
     * @param fileId the document, or a placeholder where the change named none
     */
    public record Unindexable(String fileId, String reason) {}

    public IndexPage {
        Objects.requireNonNull(elementId, "elementId");
        upserts = List.copyOf(upserts);
        deletions = List.copyOf(deletions);
        unindexable = List.copyOf(unindexable);
    }

    /** Whether applying it would leave everything as it is. */
    public boolean isEmpty() {
        return from.equals(to) && upserts.isEmpty() && deletions.isEmpty();
    }
}
