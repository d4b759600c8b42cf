package io.artstore.query.service;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.query.element.ElementAnswer;
import java.util.List;
import java.util.Optional;

/** The one table between an element's refusal of a download and what the caller is told. */
final class ElementRefusals {
    private static final String RETRY_AFTER = "Retry-After";
    private static final String DEFAULT_RETRY_SECONDS = "5";

    private ElementRefusals() {}

    /** Empty where the answer is one that can be passed on. */
    static Optional<ServiceException> of(ElementAnswer answer, String fileId) {
        return switch (answer.status()) {
            case 200, 206, 304 -> Optional.empty();
            case 400 ->
                refuse(ErrorCode.MODE_NOT_ALLOWED, "the storage element does not serve this document in its mode");
            case 401 ->
                refuse(
                        ErrorCode.INVALID_TOKEN,
                        "the storage element does not accept the token",
                        answer,
                        "WWW-Authenticate");
            case 403 ->
                refuse(
                        ErrorCode.FORBIDDEN,
                        "the storage element does not let this caller read",
                        answer,
                        "WWW-Authenticate");
            case 404, 410 -> refuse(ErrorCode.NOT_FOUND, "File not found: " + fileId);
            case 412 ->
                refuse(
                        ErrorCode.PRECONDITION_FAILED,
                        "the document is not in the state that was asked for",
                        answer,
                        "ETag");
            case 416 ->
                refuse(
                        ErrorCode.RANGE_NOT_SATISFIABLE,
                        "the document does not have the requested range",
                        answer,
                        "Content-Range",
                        "ETag");
            case 429 ->
                refuse(ErrorCode.TOO_MANY_REQUESTS, "the storage element asks to slow down", answer, RETRY_AFTER);
            case 503 -> Optional.of(later(answer));
            default -> refuse(ErrorCode.BAD_GATEWAY, "the storage element failed with status " + answer.status());
        };
    }

    private static ServiceException later(ElementAnswer answer) {
        return new ServiceException(
                        ErrorCode.UNAVAILABLE,
                        "the storage element that holds this document is not ready; try again shortly")
                .withHeader(RETRY_AFTER, answer.header(RETRY_AFTER).orElse(DEFAULT_RETRY_SECONDS));
    }

    private static Optional<ServiceException> refuse(ErrorCode code, String detail) {
        return Optional.of(new ServiceException(code, detail));
    }

    private static Optional<ServiceException> refuse(
            ErrorCode code, String detail, ElementAnswer answer, String... passedHeaders) {
        ServiceException refusal = new ServiceException(code, detail);
        for (String name : List.of(passedHeaders)) {
            Optional<String> value = answer.header(name);
            if (value.isPresent()) {
                refusal = refusal.withHeader(name, value.get());
            }
        }
        return Optional.of(refusal);
    }
}
