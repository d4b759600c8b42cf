package io.artstore.common.http;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.FieldError;
import io.artstore.common.error.ServiceException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * An error document, RFC 9457.
 *
 * <p>{@code type} is {@code urn:artstore:error:<code>} with the code in lower case and dashes: a stable name that no
 * client is tempted to fetch. {@code detail} is always a string. Facts of the failure stand beside the standard members
 * and never replace one.
 */
final class Problem {
    static final String CONTENT_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:artstore:error:";

    private Problem() {}

    static JsonObject of(ServiceException failure, String requestId, String path) {
        ErrorCode code = failure.code();
        JsonObject document = new JsonObject()
                .put("type", TYPE_PREFIX + code.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("title", code.title())
                .put("status", code.status())
                .put("detail", failure.detail())
                .put("code", code.name())
                .put("request_id", requestId);
        if (path != null) {
            document.put("instance", path);
        }
        if (!failure.errors().isEmpty()) {
            JsonArray errors = new JsonArray();
            failure.errors().forEach(error -> errors.add(render(error)));
            document.put("errors", errors);
        }
        failure.facts().forEach((name, value) -> document.getMap().putIfAbsent(name, value));
        return document;
    }

    private static JsonObject render(FieldError error) {
        return new JsonObject()
                .put("location", error.location())
                .put("message", error.message())
                .put("type", error.type());
    }
}
