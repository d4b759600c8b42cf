package io.artstore.admin.http;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;

/** Challenges for a client whose credentials were refused, in the scheme it used (RFC 6749 section 5.2). */
final class OAuthChallenges {
    private static final String HEADER = "WWW-Authenticate";
    private static final String BASIC = "Basic realm=\"artstore\", charset=\"UTF-8\"";

    private OAuthChallenges() {}

    /** For a client that used HTTP Basic, or nothing. */
    static Throwable inBasic(Throwable failure) {
        return challenged(failure, BASIC);
    }

    /** For a client with credentials in the body, as at the checkpoint. */
    static Throwable inBearer(Throwable failure) {
        return challenged(failure, "Bearer error=\"invalid_client\"");
    }

    private static Throwable challenged(Throwable failure, String challenge) {
        if (!(failure instanceof ServiceException refused)) {
            return failure;
        }
        if (refused.code() == ErrorCode.FORBIDDEN) {
            return refused.withHeader(HEADER, "Bearer error=\"access_denied\"");
        }
        return refused.code() == ErrorCode.INVALID_CLIENT ? refused.withHeader(HEADER, challenge) : refused;
    }
}
