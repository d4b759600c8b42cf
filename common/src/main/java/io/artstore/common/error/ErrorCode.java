package io.artstore.common.error;

import java.util.Arrays;
import java.util.Optional;

/**
 * The stable names of everything that can go wrong, with the HTTP status each stands for.
 *
 * <p>This is the one table between failures and HTTP (RFC 9110) and between failures and the event bus: a service
 * chooses a code, the borders only translate. Names are part of the public interface; a name once released stays.
 */
public enum ErrorCode {
    MALFORMED_REQUEST(400, "Malformed request"),
    /** The element's mode refuses the operation; 400 as in the checkpoint. */
    MODE_NOT_ALLOWED(400, "Operation not allowed in this mode"),
    CHECKSUM_MISMATCH(400, "Checksum mismatch"),
    /** RFC 6749 section 5.2. */
    UNSUPPORTED_GRANT_TYPE(400, "Unsupported grant type"),
    UNAUTHENTICATED(401, "Authentication required"),
    INVALID_TOKEN(401, "Invalid token"),
    /** RFC 6749 section 5.2. */
    INVALID_CLIENT(401, "Invalid client"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    REQUEST_TIMEOUT(408, "Request timed out"),
    CONFLICT(409, "Conflict"),
    PRECONDITION_FAILED(412, "Precondition failed"),
    PAYLOAD_TOO_LARGE(413, "Payload too large"),
    URI_TOO_LONG(414, "URI too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    RANGE_NOT_SATISFIABLE(416, "Range not satisfiable"),
    VALIDATION_FAILED(422, "Validation failed"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    HEADERS_TOO_LARGE(431, "Request header fields too large"),
    INTERNAL(500, "Internal server error"),
    BAD_GATEWAY(502, "Bad gateway"),
    UNAVAILABLE(503, "Service unavailable"),
    /** The element knows the document and does not have the bytes it was given; trying again does not help. */
    DOCUMENT_DAMAGED(503, "Document damaged"),
    TIMEOUT(504, "Timed out"),
    INSUFFICIENT_STORAGE(507, "Insufficient storage");

    private final int status;
    private final String title;

    ErrorCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The general code of a status, for failures that come with nothing else: the first one that has it. */
    public static Optional<ErrorCode> ofStatus(int status) {
        return Arrays.stream(values()).filter(code -> code.status == status).findFirst();
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
