package io.artstore.common.http;

import io.artstore.common.bus.BusFailures;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.handler.HttpException;
import java.util.concurrent.TimeoutException;

/** The one table between whatever a request failed with and what its caller is told. */
final class Failures {
    private static final String UNEXPECTED =
            "the request failed unexpectedly; quote the request id when you ask for help";

    private Failures() {}

    /**
     * @param failure may be null where the router itself refused the request
     * @param status what the router would answer
     */
    static ServiceException describe(Throwable failure, int status) {
        if (failure instanceof ServiceException known) {
            return known;
        }
        if (failure instanceof ReplyException reply) {
            return describe(BusFailures.fromReply(reply), status);
        }
        if (failure instanceof HttpException refused) {
            return ofStatus(refused.getStatusCode(), refused.getPayload());
        }
        if (failure instanceof DecodeException) {
            return new ServiceException(ErrorCode.MALFORMED_REQUEST, "the JSON of the request cannot be read");
        }
        if (failure instanceof TimeoutException) {
            return new ServiceException(ErrorCode.TIMEOUT, "the request took too long and was given up");
        }
        // The router explains its own refusals (no Host header, a bad percent escape) by status and message.
        return status >= 400 && status < 500
                ? ofStatus(status, failure == null ? null : failure.getMessage())
                : ofStatus(status, null);
    }

    /** What the parser of the connection refused, before there was a request to route. */
    static ServiceException describeInvalid(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new ServiceException(
                    ErrorCode.URI_TOO_LONG,
                    "the request line is longer than " + ListenerOptions.MAX_LINE_BYTES + " bytes");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new ServiceException(
                    ErrorCode.HEADERS_TOO_LARGE,
                    "the header fields are larger than " + ListenerOptions.MAX_HEADER_BYTES + " bytes");
        }
        return new ServiceException(ErrorCode.MALFORMED_REQUEST, "this is not a well-formed HTTP request");
    }

    private static ServiceException ofStatus(int status, String reason) {
        ErrorCode code =
                ErrorCode.ofStatus(status).orElse(status >= 500 ? ErrorCode.INTERNAL : ErrorCode.MALFORMED_REQUEST);
        if (code == ErrorCode.INTERNAL) {
            return new ServiceException(code, UNEXPECTED);
        }
        return new ServiceException(code, reason == null || reason.isBlank() ? fallback(code) : reason);
    }

    private static String fallback(ErrorCode code) {
        return switch (code) {
            case MALFORMED_REQUEST -> "the path or the query cannot be decoded: there is an incomplete percent escape";
            case NOT_FOUND -> "there is nothing at this path";
            case METHOD_NOT_ALLOWED -> "this path does not know this method";
            case UNSUPPORTED_MEDIA_TYPE -> "this Content-Type is not accepted here";
            case NOT_ACCEPTABLE -> "none of the types in Accept can be produced here";
            case PAYLOAD_TOO_LARGE -> "the body is larger than this path accepts";
            default -> code.title();
        };
    }
}
