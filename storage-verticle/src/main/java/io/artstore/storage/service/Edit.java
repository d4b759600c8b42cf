package io.artstore.storage.service;

import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.MergePatch;
import java.time.Instant;
import java.util.Map;

/** What to change of a document's metadata, in one of the two ways in which a client may say it. */
public sealed interface Edit {
    /** The document as it is after the edit at that time. */
    AttributeDocument of(AttributeDocument document, Instant at);

    /**
     * The checkpoint's way (section 1.6): null leaves a value as it is, so nothing can be cleared to null.
     *
     * @param metadata replaces the whole object
     */
    record Replacement(String description, String version, Map<String, Object> metadata) implements Edit {
        @Override
        public AttributeDocument of(AttributeDocument document, Instant at) {
            return document.edited(
                    description == null ? document.description() : description,
                    version == null ? document.version() : version,
                    metadata == null ? document.metadata() : metadata,
                    at);
        }
    }

    /** RFC 7396: what is given as null is cleared, and the members of the metadata are changed one by one. */
    record Merge(Member<String> description, Member<String> version, Member<Map<String, Object>> metadata)
            implements Edit {
        @Override
        public AttributeDocument of(AttributeDocument document, Instant at) {
            Map<String, Object> patch = metadata.over(Map.of());
            return document.edited(
                    description.over(document.description()),
                    version.over(document.version()),
                    patch == null ? Map.of() : MergePatch.apply(document.metadata(), patch),
                    at);
        }
    }

    /**
     * A member of a merge patch.
     *
     * @param given whether it is there at all
     * @param value null clears
     */
    record Member<T>(boolean given, T value) {
        T over(T before) {
            return given ? value : before;
        }
    }
}
