package io.artstore.common.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.FieldError;
import io.artstore.common.error.ServiceException;
import io.artstore.common.http.fields.Fields;
import io.artstore.common.security.Origin;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Bodies and parameters parsed once into a record, all problems reported together.
 *
 * <pre>{@code
 * TokenRequest request = Requests.json(ctx, body -> new TokenRequest(
 *         body.string("grant_type").oneOf("client_credentials").orElse("client_credentials"),
 *         body.string("client_id").length(1, 100).required(),
 *         body.secret("client_secret").required()));
 * }</pre>
 *
 * <p>The reader function sees only values that are in order, or placeholders of the same type; when any field was
 * rejected its result is thrown away and 422 names every field. So there is nothing to remember to verify.
 */
public final class Requests {
    private Requests() {}

    /** The fields of a JSON object; 400 with the position where it is not JSON. Needs {@link Bodies#json()} in front. */
    public static <T> T json(RoutingContext ctx, Function<Fields, T> reader) {
        return Fields.read("body", jsonObject(Bodies.of(ctx)), reader);
    }

    /** As {@link #json}, where no body at all is as good as an empty object. */
    public static <T> T optionalJson(RoutingContext ctx, Function<Fields, T> reader) {
        return Bodies.of(ctx).length() == 0 ? Fields.read("body", Map.of(), reader) : json(ctx, reader);
    }

    /** The fields of a URL-encoded form. Needs {@link Bodies#form()} in front. */
    public static <T> T form(RoutingContext ctx, Function<Fields, T> reader) {
        return Fields.readText("body", decoded(Bodies.of(ctx).toString(StandardCharsets.UTF_8)), reader);
    }

    /** Either, by Content-Type. Needs {@link Bodies#jsonOrForm()} in front. */
    public static <T> T jsonOrForm(RoutingContext ctx, Function<Fields, T> reader) {
        return isForm(ctx) ? form(ctx, reader) : json(ctx, reader);
    }

    public static boolean isForm(RoutingContext ctx) {
        return MediaType.FORM.is(ctx.request().getHeader(HttpHeaders.CONTENT_TYPE));
    }

    /** Whether a JSON body says what to change by the rules of RFC 7396. */
    public static boolean isMergePatch(RoutingContext ctx) {
        return MediaType.MERGE_PATCH.is(ctx.request().getHeader(HttpHeaders.CONTENT_TYPE));
    }

    /** Query parameters; their names are case-sensitive. */
    public static <T> T query(RoutingContext ctx, Function<Fields, T> reader) {
        return Fields.readText(
                "query", decoded(Optional.ofNullable(ctx.request().query()).orElse("")), reader);
    }

    /** Path parameters. */
    public static <T> T path(RoutingContext ctx, Function<Fields, T> reader) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        ctx.pathParams().forEach((name, value) -> values.put(name, List.of(value)));
        return Fields.readText("path", values, reader);
    }

    /** The text fields of a multipart form, once it was received. */
    public static <T> T formAttributes(RoutingContext ctx, Function<Fields, T> reader) {
        return Fields.readText("body", grouped(ctx.request().formAttributes()), reader);
    }

    /** The identifier this request has in logs, audit and error documents. */
    public static String id(RoutingContext ctx) {
        return Exchange.of(ctx).requestId();
    }

    /** The trace id of the caller's W3C {@code traceparent}. */
    public static Optional<String> traceId(RoutingContext ctx) {
        return Exchange.of(ctx).traceId();
    }

    /** Where the request came from: the one place that says so for logs and for the audit log. */
    public static Origin origin(RoutingContext ctx) {
        SocketAddress peer = ctx.request().remoteAddress();
        return new Origin(
                peer == null ? null : peer.hostAddress(), ctx.request().getHeader(HttpHeaders.USER_AGENT), id(ctx));
    }

    private static Map<String, Object> jsonObject(Buffer body) {
        if (body.length() == 0) {
            throw ServiceException.validation(List.of(new FieldError("body", "is required", "missing")));
        }
        if (decode(body) instanceof JsonObject object) {
            return object.getMap();
        }
        throw ServiceException.validation(
                List.of(new FieldError("body", "must be a JSON object", "model_attributes_type")));
    }

    private static Object decode(Buffer body) {
        try {
            return Json.decodeValue(body);
        } catch (DecodeException e) {
            throw new ServiceException(ErrorCode.MALFORMED_REQUEST, "the body is not JSON" + position(e));
        }
    }

    /** Where it broke, without the parser's own text: that quotes the body, where secrets may stand. */
    private static String position(DecodeException failure) {
        if (failure.getCause() instanceof JsonProcessingException cause && cause.getLocation() != null) {
            JsonLocation location = cause.getLocation();
            return ": it cannot be read at line " + location.getLineNr() + ", column " + location.getColumnNr();
        }
        return ": something follows after its end";
    }

    /** By the rules of HTML forms, where only the ampersand separates; names are case-sensitive. */
    private static Map<String, List<String>> decoded(String encoded) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                fields.computeIfAbsent(decodeComponent(parts[0]), name -> new ArrayList<>())
                        .add(parts.length == 2 ? decodeComponent(parts[1]) : "");
            }
        }
        return fields;
    }

    private static String decodeComponent(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ServiceException(
                    ErrorCode.MALFORMED_REQUEST,
                    "the parameters cannot be read: there is an incomplete percent escape");
        }
    }

    private static Map<String, List<String>> grouped(MultiMap values) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        values.forEach(entry -> fields.computeIfAbsent(entry.getKey(), name -> new ArrayList<>())
                .add(entry.getValue()));
        return fields;
    }
}
