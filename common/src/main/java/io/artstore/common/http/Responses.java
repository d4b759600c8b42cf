package io.artstore.common.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers, written in one piece. A client that left before its answer is nobody's failure. */
public final class Responses {
    private static final Logger LOG = LoggerFactory.getLogger(Responses.class);

    private Responses() {}

    public static void json(RoutingContext ctx, int status, JsonObject body) {
        send(ctx, status, "application/json", body.toBuffer());
    }

    public static void empty(RoutingContext ctx, int status) {
        ctx.response().setStatusCode(status);
        logFailure(ctx, ctx.response().end());
    }

    /** HEAD gets the length without the body. */
    static void send(RoutingContext ctx, int status, String contentType, Buffer body) {
        ctx.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        logFailure(ctx, ctx.response().end(body));
    }

    private static void logFailure(RoutingContext ctx, Future<Void> written) {
        written.onFailure(failure -> LOG.debug(
                "The client of request {} left before its answer",
                Exchange.of(ctx).requestId(),
                failure));
    }
}
