package io.artstore.storage.service;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.EntityTags;
import java.util.Optional;

/** What a writer demands of the metadata it knows (RFC 9110 section 13.1.1), looked at under the document's lock. */
final class MetadataCondition {
    private MetadataCondition() {}

    /** The document, if the {@code If-Match} holds of the metadata's tag or there is none; else fails with 412. */
    static AttributeDocument require(AttributeDocument document, Optional<String> ifMatch) {
        String tag = EntityTags.ofMetadata(document);
        if (ifMatch.isPresent() && !EntityTags.matchNames(ifMatch.get(), tag)) {
            throw new ServiceException(
                            ErrorCode.PRECONDITION_FAILED,
                            "the document was edited since: its metadata is now " + tag + ", not " + ifMatch.get())
                    .withHeader("ETag", tag);
        }
        return document;
    }
}
