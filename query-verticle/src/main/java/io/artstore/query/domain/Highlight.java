package io.artstore.query.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * Where the searched text stands in a document, as HTML: the document's own characters are escaped, and each match stands
 * between {@code <mark>} and {@code </mark>}, the only tags there are.
 *
 * @param filename the whole name, where it matches
 * @param description a part around the first match, where there is one
 */
public record Highlight(Optional<String> filename, Optional<String> description) {
    public static final Highlight NONE = new Highlight(Optional.empty(), Optional.empty());

    public Highlight {
        Objects.requireNonNull(filename, "filename");
        Objects.requireNonNull(description, "description");
    }
}
