package io.artstore.storage.http;

import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.EntityTags;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * The conditions of a request for a document's bytes, in the order RFC 9110 section 13.2.2 gives them. Each is the header's
 * value where there is one.
 */
record Preconditions(
        Optional<String> ifMatch,
        Optional<String> ifUnmodifiedSince,
        Optional<String> ifNoneMatch,
        Optional<String> ifModifiedSince,
        Optional<String> ifRange) {

    enum Outcome {
        PASSED,
        NOT_MODIFIED,
        FAILED
    }

    static Preconditions of(HttpServerRequest request) {
        return new Preconditions(
                Optional.ofNullable(request.getHeader(HttpHeaders.IF_MATCH)),
                Optional.ofNullable(request.getHeader("If-Unmodified-Since")),
                Optional.ofNullable(request.getHeader(HttpHeaders.IF_NONE_MATCH)),
                Optional.ofNullable(request.getHeader(HttpHeaders.IF_MODIFIED_SINCE)),
                Optional.ofNullable(request.getHeader("If-Range")));
    }

    Outcome check(AttributeDocument document) {
        String tag = EntityTags.ofContent(document);
        Instant stored = HttpDates.seconds(document.createdAt());
        boolean mustMatch = ifMatch.map(header -> EntityTags.matchNames(header, tag))
                .orElseGet(() -> ifUnmodifiedSince
                        .flatMap(HttpDates::parse)
                        .map(date -> !stored.isAfter(date))
                        .orElse(true));
        if (!mustMatch) {
            return Outcome.FAILED;
        }
        boolean known = ifNoneMatch
                .map(header -> EntityTags.noneMatchNames(header, tag))
                .orElseGet(() -> ifModifiedSince
                        .flatMap(HttpDates::parse)
                        .map(date -> !stored.isAfter(date))
                        .orElse(false));
        return known ? Outcome.NOT_MODIFIED : Outcome.PASSED;
    }

    /** Whether a range is to be honoured: without {@code If-Range}, or when that names what we have exactly. */
    boolean rangeApplies(AttributeDocument document) {
        if (ifRange.isEmpty()) {
            return true;
        }
        String validator = ifRange.get().strip();
        return validator.startsWith("\"")
                ? validator.equals(EntityTags.ofContent(document))
                : HttpDates.parse(validator)
                        .map(HttpDates.seconds(document.createdAt())::equals)
                        .orElse(false);
    }
}
