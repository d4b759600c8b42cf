package io.artstore.query.service;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.query.element.ElementAnswer;
import io.artstore.query.element.ElementProblem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The one table between an element's refusal of a download and what the caller is told. */
final class ElementRefusals {
    private static final Set<Integer> PASSED_ON = Set.of(200, 206, 304);
    private static final String RETRY_AFTER = "Retry-After";
    private static final String DEFAULT_RETRY_SECONDS = "5";

    private ElementRefusals() {}

    /** Whether the answer is none that can be passed on. */
    static boolean isOne(ElementAnswer answer) {
        return !PASSED_ON.contains(answer.status());
    }

    static ServiceException of(ElementAnswer answer, Optional<ElementProblem> problem, String fileId) {
        return switch (answer.status()) {
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
            case 503 ->
                problem.filter(known -> known.code().equals(ErrorCode.DOCUMENT_DAMAGED.name()))
                        .map(damaged -> damaged(damaged, fileId))
                        .orElseGet(() -> later(answer));
            default -> refuse(ErrorCode.BAD_GATEWAY, "the storage element failed with status " + answer.status());
        };
    }

    private static ServiceException later(ElementAnswer answer) {
        ServiceException refusal = new ServiceException(
                ErrorCode.UNAVAILABLE, "the storage element that holds this document is not ready; try again shortly");
        // Without its body the refusal may as well be that of a damaged document, which no trying again mends.
        Optional<String> guess = answer.isHeadOnly() ? Optional.empty() : Optional.of(DEFAULT_RETRY_SECONDS);
        return answer.header(RETRY_AFTER)
                .or(() -> guess)
                .map(seconds -> refusal.withHeader(RETRY_AFTER, seconds))
                .orElse(refusal);
    }

    /** Trying again does not help, so nothing asks for it. */
    private static ServiceException damaged(ElementProblem problem, String fileId) {
        ServiceException refusal = new ServiceException(
                ErrorCode.DOCUMENT_DAMAGED,
                "File " + fileId + " is damaged on its storage element ("
                        + problem.damage().orElse("it does not say how")
                        + "), so nothing of it was sent. An administrator was told.");
        return problem.damage()
                .map(damage -> refusal.withFact("damage", damage))
                .orElse(refusal);
    }

    private static ServiceException refuse(ErrorCode code, String detail) {
        return new ServiceException(code, detail);
    }

    private static ServiceException refuse(
            ErrorCode code, String detail, ElementAnswer answer, String... passedHeaders) {
        ServiceException refusal = new ServiceException(code, detail);
        for (String name : List.of(passedHeaders)) {
            Optional<String> value = answer.header(name);
            if (value.isPresent()) {
                refusal = refusal.withHeader(name, value.get());
            }
        }
        return refusal;
    }
}
