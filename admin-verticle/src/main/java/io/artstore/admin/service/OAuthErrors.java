package io.artstore.admin.service;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;

/**
 * Refusals of the token endpoint: problem documents with the members {@code error} and {@code error_description} of RFC
 * 6749 section 5.2 beside {@code detail}, so that OAuth clients and clients of the checkpoint both find what they read.
 */
public final class OAuthErrors {
    private OAuthErrors() {}

    public static ServiceException invalidClient() {
        return of(ErrorCode.INVALID_CLIENT, "invalid_client", "Invalid client_id or client_secret");
    }

    public static ServiceException accessDenied(String description) {
        return of(ErrorCode.FORBIDDEN, "access_denied", description);
    }

    public static ServiceException invalidRequest(String description) {
        return of(ErrorCode.MALFORMED_REQUEST, "invalid_request", description);
    }

    public static ServiceException unsupportedGrantType(String given) {
        return of(
                ErrorCode.UNSUPPORTED_GRANT_TYPE,
                "unsupported_grant_type",
                "grant_type '" + given + "' is not supported; use client_credentials");
    }

    private static ServiceException of(ErrorCode code, String error, String description) {
        return new ServiceException(code, description)
                .withFact("error", error)
                .withFact("error_description", description);
    }
}
