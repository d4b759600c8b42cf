package io.artstore.admin.service;

import io.artstore.admin.domain.EntityVersion;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import java.util.Optional;

/** What callers demand to be so before they change it (RFC 9110 section 13.1.1). */
final class Preconditions {
    private Preconditions() {}

    /** {@code PRECONDITION_FAILED} where the caller has seen another version. */
    static void requireVersion(EntityVersion version, Optional<String> ifMatch) {
        if (ifMatch.isPresent() && !version.isNamedBy(ifMatch.get())) {
            throw new ServiceException(
                            ErrorCode.PRECONDITION_FAILED,
                            "it was changed since; its version is " + version.tag() + ", read it again")
                    .withHeader("ETag", version.tag());
        }
    }
}
