package io.artstore.query.service;

import io.artstore.query.domain.IndexedDocument;
import io.artstore.query.element.ElementAnswer;

/** A document on its way: what the index says of it, and the element's answer with status 200, 206 or 304. */
public record Download(IndexedDocument document, ElementAnswer answer) {
    private static final int PARTIAL = 206;
    private static final String FROM_THE_FIRST_BYTE = "bytes 0-";

    /** Whether it is a part that does not begin with the first byte. */
    public boolean resumes() {
        return answer.status() == PARTIAL
                && !answer.header("Content-Range").orElse("").startsWith(FROM_THE_FIRST_BYTE);
    }
}
