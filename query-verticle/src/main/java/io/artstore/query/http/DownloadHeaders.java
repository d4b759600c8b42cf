package io.artstore.query.http;

import io.artstore.query.element.ElementAnswer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which header fields pass between a caller and the element that holds the document; all others stay on their side. */
final class DownloadHeaders {
    private static final String REQUEST_ID = "X-Request-ID";

    /** What decides about the answer: who asks, which part, under which conditions, in which form. */
    private static final List<String> TO_ELEMENT = List.of(
            "Authorization",
            "Range",
            "If-Range",
            "If-Match",
            "If-None-Match",
            "If-Modified-Since",
            "If-Unmodified-Since",
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Want-Repr-Digest",
            "Want-Content-Digest",
            "traceparent",
            "tracestate");

    /** What describes the bytes and how they may be kept. */
    private static final List<String> TO_CALLER = List.of(
            "Content-Type",
            "Content-Length",
            "Content-Range",
            "Content-Encoding",
            "Content-Language",
            "Content-Disposition",
            "ETag",
            "Last-Modified",
            "Accept-Ranges",
            "Cache-Control",
            "Expires",
            "Repr-Digest",
            "Content-Digest");

    /** Whom the element lets in from other origins is not what this listener lets in. */
    private static final String OF_THE_ORIGIN = "Origin";

    private DownloadHeaders() {}

    /**
     * What the element sees of a request.
     *
     * @param requestId the one this request has in our logs, so that the element's logs name the same
     */
    static Map<String, String> toElement(HttpServerRequest request, String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : TO_ELEMENT) {
            List<String> values = request.headers().getAll(name);
            if (!values.isEmpty()) {
                headers.put(name, String.join(", ", values));
            }
        }
        headers.put(REQUEST_ID, requestId);
        return headers;
    }

    static void toCaller(ElementAnswer answer, HttpServerResponse response) {
        for (String name : TO_CALLER) {
            answer.header(name).ifPresent(value -> response.putHeader(name, value));
        }
        answer.header("Vary")
                .filter(value -> !OF_THE_ORIGIN.equalsIgnoreCase(value))
                .ifPresent(value -> response.headers().add("Vary", value));
    }
}
