package io.artstore.query.element;

import io.artstore.common.contract.storage.Change;
import io.artstore.common.contract.storage.ChangePage;
import io.artstore.common.contract.storage.ChangeType;
import io.artstore.common.contract.storage.DocumentFacts;
import io.artstore.query.domain.ColumnLimits;
import io.artstore.query.domain.IndexPage;
import io.artstore.query.domain.IndexPage.Unindexable;
import io.artstore.query.domain.IndexedDocument;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Translates a page of an element's feed into what the index shall do.
 *
 * <p>Only the last change of each document counts. Text that is too long for its column is cut; a change that lacks what
 * a row must have is set aside with the reason, and never stops the feed.
 */
final class ChangeReader {
    private static final String NO_ID = "(no id)";
    /** What the checkpoint's column and PostgreSQL's time type hold; elements say nothing outside of it. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private ChangeReader() {}

    /**
     * @param from the cursor the page was asked for at
     * @throws IllegalStateException when the page as a whole cannot be used: another element's, or without an address
     */
    static IndexPage read(String elementId, String from, ChangePage page) {
        if (!elementId.equals(page.elementId())) {
            throw new IllegalStateException(
                    "the change feed of element " + elementId + " answered for element " + page.elementId());
        }
        if (!ElementUrls.valid(page.elementUrl())) {
            throw new IllegalStateException("element " + elementId + " gives '" + page.elementUrl()
                    + "' as its address, which is not an http(s) address of at most " + ColumnLimits.ELEMENT_URL
                    + " characters; set its public-url");
        }
        List<Unindexable> unindexable = new ArrayList<>();
        TreeMap<String, IndexedDocument> upserts = new TreeMap<>();
        List<String> deletions = new ArrayList<>();
        lastOfEach(page, unindexable).forEach((id, change) -> {
            if (change.type() == ChangeType.DELETED) {
                deletions.add(id);
            } else {
                defect(change)
                        .ifPresentOrElse(
                                reason -> unindexable.add(new Unindexable(id, reason)),
                                () -> upserts.put(id, document(change, page)));
            }
        });
        return new IndexPage(elementId, from, page.nextCursor(), List.copyOf(upserts.values()), deletions, unindexable);
    }

    private static Map<String, Change> lastOfEach(ChangePage page, List<Unindexable> unindexable) {
        Map<String, Change> last = new LinkedHashMap<>();
        for (Change change : page.changes()) {
            if (change.type() == ChangeType.MODE_CHANGED) {
                continue;
            }
            String id = change.fileId();
            if (change.type() == null
                    || id == null
                    || id.isEmpty()
                    || !ColumnLimits.fits(id, ColumnLimits.ID)
                    || id.indexOf('\0') >= 0) {
                unindexable.add(new Unindexable(
                        id == null || id.isEmpty() ? NO_ID : id,
                        "a change needs a type and an id of 1 to " + ColumnLimits.ID + " characters"));
            } else {
                last.put(id, change);
            }
        }
        return last;
    }

    private static Optional<String> defect(Change change) {
        DocumentFacts facts = change.document();
        if (facts == null) {
            return Optional.of("it says nothing about the document");
        }
        if (facts.originalFilename() == null || facts.storageFilename() == null) {
            return Optional.of("the document has no name");
        }
        if (facts.sizeBytes() < 0) {
            return Optional.of("the document's size is negative: " + facts.sizeBytes());
        }
        if (facts.sha256() == null || !ColumnLimits.fits(facts.sha256(), ColumnLimits.SHA256)) {
            return Optional.of("the document's digest is not a SHA-256 in hex");
        }
        if (!plausible(facts.createdAt()) || !plausible(facts.updatedAt()) || !plausible(change.occurredAt())) {
            return Optional.of("a time is missing or outside of the years 1 to 9999");
        }
        return Optional.empty();
    }

    private static boolean plausible(Instant time) {
        return time != null && !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    }

    private static IndexedDocument document(Change change, ChangePage page) {
        DocumentFacts facts = change.document();
        return new IndexedDocument(
                change.fileId(),
                ColumnLimits.cut(facts.originalFilename(), ColumnLimits.FILENAME),
                ColumnLimits.cut(facts.storageFilename(), ColumnLimits.STORAGE_FILENAME),
                facts.sizeBytes(),
                cutOrNull(facts.contentType(), ColumnLimits.MIME_TYPE),
                facts.sha256(),
                ColumnLimits.cut(Optional.ofNullable(facts.createdByUsername()).orElse(""), ColumnLimits.USERNAME),
                ColumnLimits.cutTags(Optional.ofNullable(facts.tags()).orElse(List.of())),
                cutOrNull(facts.description(), Integer.MAX_VALUE),
                page.elementId(),
                ElementUrls.base(page.elementUrl()),
                facts.createdAt(),
                facts.updatedAt(),
                change.occurredAt(),
                metadata(facts));
    }

    /** An element keeps metadata within 4 KB; whatever were longer could not have come from one. */
    private static String metadata(DocumentFacts facts) {
        String json = facts.metadata().isEmpty() ? "" : new JsonObject(facts.metadata()).encode();
        return json.isEmpty() || json.length() > ColumnLimits.METADATA ? null : json;
    }

    private static String cutOrNull(String text, int codePoints) {
        return text == null ? null : ColumnLimits.cut(text, codePoints);
    }
}
