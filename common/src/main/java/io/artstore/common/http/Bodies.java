package io.artstore.common.http;

import io.artstore.common.config.DataSize;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Route handlers that read a small body into memory, bounded; for JSON and form routes only, never in front of uploads.
 *
 * <p>A body of another type is refused with 415, one that is too large with 413: before anything is read where the client
 * declared the length, else at the byte that is too many. {@link Requests} then parses what was read.
 */
public final class Bodies {
    private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);
    private static final String KEY = "artstore.body";

    private final long maxBytes;

    Bodies(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** {@code application/json}, {@code application/*+json} or no declared type. */
    public Handler<RoutingContext> json() {
        return accepting(MediaType.JSON);
    }

    /** As {@link #json()}; by {@link Requests#isMergePatch} the route tells which of its two meanings a body has. */
    public Handler<RoutingContext> jsonOrMergePatch() {
        return accepting(MediaType.JSON, MediaType.MERGE_PATCH);
    }

    /** {@code application/x-www-form-urlencoded}. */
    public Handler<RoutingContext> form() {
        return accepting(MediaType.FORM);
    }

    /** Either of both, as the endpoints of OAuth 2.0 want it. */
    public Handler<RoutingContext> jsonOrForm() {
        return accepting(MediaType.JSON, MediaType.FORM);
    }

    /**
     * Tells a client that waits for it ({@code Expect: 100-continue}) to send the body; to be called by a route of its own
     * making, such as an upload, once nothing speaks against the request.
     */
    public static void invite(HttpServerRequest request) {
        String expect = request.getHeader(HttpHeaders.EXPECT);
        if (expect != null && expect.equalsIgnoreCase("100-continue")) {
            request.response()
                    .writeContinue()
                    .onFailure(failure -> LOG.debug("The client left before it was asked for its body", failure));
        }
    }

    /** What was read; empty for a request without a body. */
    static Buffer of(RoutingContext ctx) {
        Buffer body = ctx.get(KEY);
        if (body == null) {
            throw new IllegalStateException(
                    "no body was read on " + ctx.normalizedPath() + ": mount a handler of Bodies in front of it");
        }
        return body;
    }

    private Handler<RoutingContext> accepting(MediaType... types) {
        return ctx -> {
            requireType(ctx.request(), types);
            requireIdentityCoding(ctx.request());
            requireDeclaredLength(ctx.request());
            invite(ctx.request());
            read(ctx.request()).onFailure(ctx::fail).onSuccess(body -> {
                ctx.put(KEY, body);
                ctx.next();
            });
        };
    }

    private static void requireType(HttpServerRequest request, MediaType... types) {
        String given = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (Arrays.stream(types).noneMatch(type -> type.is(given))) {
            String accepted = Arrays.stream(types).map(MediaType::toString).collect(Collectors.joining(", "));
            throw new ServiceException(
                            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                            "Content-Type '" + given + "' is not accepted here; send " + accepted)
                    .withHeader(acceptHeader(request), accepted);
        }
    }

    /** RFC 5789 section 3.1 has a header of its own. */
    private static String acceptHeader(HttpServerRequest request) {
        return HttpMethod.PATCH.equals(request.method()) ? "Accept-Patch" : HttpHeaders.ACCEPT.toString();
    }

    private static void requireIdentityCoding(HttpServerRequest request) {
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new ServiceException(
                            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                            "Content-Encoding '" + coding + "' is not accepted here; send the body as it is")
                    .withHeader(HttpHeaders.ACCEPT_ENCODING.toString(), "identity");
        }
    }

    private void requireDeclaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > maxBytes) {
            throw tooLarge();
        }
    }

    private Future<Buffer> read(HttpServerRequest request) {
        Promise<Buffer> promise = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() + chunk.length() > maxBytes) {
                promise.tryFail(tooLarge());
            } else if (!promise.future().isComplete()) {
                body.appendBuffer(chunk);
            }
        });
        request.exceptionHandler(failure -> promise.tryFail(
                new ServiceException(ErrorCode.MALFORMED_REQUEST, "the body broke off before its end")));
        request.endHandler(end -> promise.tryComplete(body));
        return promise.future();
    }

    private ServiceException tooLarge() {
        return new ServiceException(
                        ErrorCode.PAYLOAD_TOO_LARGE, "the body is larger than the limit of " + new DataSize(maxBytes))
                .withFact("limit_bytes", maxBytes);
    }
}
