package io.artstore.query.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a document must be, besides matching the query. Everything given must hold.
 *
 * @param filename a part of the file name, ignoring case
 * @param fileExtension the end of the file name after a dot, with or without that dot, ignoring case
 * @param tags at least one of them, spelt exactly; an empty list asks for nothing
 * @param createdAfter inclusive
 * @param createdBefore inclusive
 * @param mimeType spelt exactly
 * @param elementId the storage element that holds the document
 * @param sha256 lower-case hex of the content
 * @param metadata a JSON object that the document's metadata contains, as JSON text
 */
public record SearchFilters(
        Optional<String> filename,
        Optional<String> fileExtension,
        List<String> tags,
        Optional<String> username,
        OptionalLong minSize,
        OptionalLong maxSize,
        Optional<Instant> createdAfter,
        Optional<Instant> createdBefore,
        Optional<String> mimeType,
        Optional<String> elementId,
        Optional<String> sha256,
        Optional<String> metadata) {

    public SearchFilters {
        tags = List.copyOf(tags);
    }

    /** Whether nothing is asked for. An empty user name counts as nothing, a size of zero does not. */
    public boolean isEmpty() {
        return filename.isEmpty()
                && fileExtension.isEmpty()
                && tags.isEmpty()
                && username.filter(name -> !name.isEmpty()).isEmpty()
                && minSize.isEmpty()
                && maxSize.isEmpty()
                && createdAfter.isEmpty()
                && createdBefore.isEmpty()
                && mimeType.isEmpty()
                && elementId.isEmpty()
                && sha256.isEmpty()
                && metadata.isEmpty();
    }
}
