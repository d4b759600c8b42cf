package io.artstore.common.http;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one failure handler of a listener: whatever a request failed with becomes one problem document, and whatever is
 * left of the request is disposed of so that the client can read it.
 *
 * <p>Where the response head is already out, the connection is broken instead: a body that was cut short must never look
 * complete.
 */
final class ErrorResponder {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorResponder.class);
    private static final int HTTP2_NO_ERROR = 0;
    private static final int HTTP2_INTERNAL_ERROR = 2;
    /** A rest of this size is read and thrown away rather than paid for with a new connection. */
    private static final long WORTH_READING_BYTES = 64 * 1024;
    /** Closing while the client still sends would reset the connection and could take the answer with it. */
    private static final int LINGER_SECONDS = 2;

    /** Headers that a handler may have set for the answer it then failed to give. */
    private static final List<CharSequence> OF_THE_LOST_ANSWER = List.of(
            HttpHeaders.TRANSFER_ENCODING,
            HttpHeaders.CONTENT_ENCODING,
            HttpHeaders.CONTENT_RANGE,
            HttpHeaders.ETAG,
            HttpHeaders.LAST_MODIFIED,
            HttpHeaders.ACCEPT_RANGES,
            "Content-Disposition",
            "Repr-Digest");

    private final FrontHandler front;
    private final RouteTable routes;

    ErrorResponder(FrontHandler front, RouteTable routes) {
        this.front = front;
        this.routes = routes;
    }

    void mount(Router router) {
        for (int status = 400; status < 600; status++) {
            int refused = status;
            router.errorHandler(status, ctx -> handle(ctx, refused));
        }
    }

    /** For requests the connection's parser refused. */
    static void handleInvalid(HttpServerRequest request) {
        Exchange exchange = Exchange.begin(request);
        ServiceException failure =
                Failures.describeInvalid(request.decoderResult().cause());
        request.response()
                .putHeader(Exchange.REQUEST_ID, exchange.requestId())
                .putHeader(HttpHeaders.CONNECTION, "close");
        write(request.response(), failure, exchange, null)
                .onComplete(written -> LOG.debug("Refused an invalid request: {}", failure.detail()));
    }

    private void handle(RoutingContext ctx, int status) {
        if (!ctx.response().headers().contains(Exchange.REQUEST_ID)
                && !ctx.response().headWritten()) {
            front.begin(ctx, false);
        }
        if (status == ErrorCode.METHOD_NOT_ALLOWED.status() && ctx.failure() == null) {
            answerOtherMethod(ctx);
        } else {
            answer(ctx, Failures.describe(ctx.failure(), status));
        }
    }

    private void answerOtherMethod(RoutingContext ctx) {
        Set<String> methods = routes.methods(ctx.normalizedPath());
        String allow = String.join(", ", methods);
        if (ctx.request().method() == HttpMethod.OPTIONS) {
            ctx.response().putHeader(HttpHeaders.ALLOW, allow);
            Responses.empty(ctx, 204);
        } else {
            answer(
                    ctx,
                    new ServiceException(
                                    ErrorCode.METHOD_NOT_ALLOWED,
                                    "this path does not know " + ctx.request().method() + "; it knows " + allow)
                            .withHeader(HttpHeaders.ALLOW.toString(), allow));
        }
    }

    private static void answer(RoutingContext ctx, ServiceException failure) {
        Exchange exchange = Exchange.of(ctx);
        HttpServerResponse response = ctx.response();
        if (response.ended() || response.closed()) {
            LOG.debug("Request {} failed after its answer was over", exchange.requestId(), ctx.failure());
            return;
        }
        if (failure.code() == ErrorCode.INTERNAL) {
            logUnexpected(ctx, exchange);
        }
        if (response.headWritten()) {
            breakOff(ctx, exchange);
            return;
        }
        boolean unread = hasUnreadBody(ctx.request());
        boolean http2 = ctx.request().version() == HttpVersion.HTTP_2;
        if (unread) {
            discardBody(ctx.request());
        }
        if (unread && !http2 && declaredLength(ctx.request()) > WORTH_READING_BYTES) {
            closeAfter(response, ctx.request());
        }
        Future<Void> written = write(response, failure, exchange, ctx.request().path());
        if (unread && http2) {
            written.onSuccess(v -> reset(response, HTTP2_NO_ERROR));
        }
    }

    private static void logUnexpected(RoutingContext ctx, Exchange exchange) {
        LOG.atError()
                .setMessage("Request failed unexpectedly")
                .setCause(ctx.failure())
                .addKeyValue("request_id", exchange.requestId())
                .addKeyValue("method", ctx.request().method().name())
                .addKeyValue("path", ctx.normalizedPath())
                .log();
    }

    private static void breakOff(RoutingContext ctx, Exchange exchange) {
        LOG.atWarn()
                .setMessage("Broke off a response that had begun")
                .addKeyValue("request_id", exchange.requestId())
                .addKeyValue("reason", String.valueOf(ctx.failure()))
                .log();
        reset(ctx.response(), HTTP2_INTERNAL_ERROR);
    }

    private static void reset(HttpServerResponse response, int http2Code) {
        response.reset(http2Code).onFailure(failure -> LOG.debug("The connection was already closed", failure));
    }

    private static Future<Void> write(
            HttpServerResponse response, ServiceException failure, Exchange exchange, String path) {
        Buffer body = Problem.of(failure, exchange.requestId(), path).toBuffer();
        OF_THE_LOST_ANSWER.forEach(response.headers()::remove);
        response.setStatusCode(failure.code().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.CONTENT_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        failure.headers().forEach(response::putHeader);
        return response.end(body)
                .onFailure(gone ->
                        LOG.debug("The client of request {} left before its answer", exchange.requestId(), gone));
    }

    private static boolean hasUnreadBody(HttpServerRequest request) {
        return !request.isEnded()
                && (request.version() == HttpVersion.HTTP_2
                        || declaredLength(request) > 0
                        || request.headers().contains(HttpHeaders.TRANSFER_ENCODING));
    }

    /** A chunked body, or one that promises no readable length, may be of any size. */
    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) ? Long.MAX_VALUE : 0;
        }
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static void discardBody(HttpServerRequest request) {
        request.exceptionHandler(failure -> LOG.debug("The client stopped sending", failure));
        request.setExpectMultipart(false).handler(chunk -> {}).resume();
    }

    /** Asks before the response ends, so that the connection closes when both directions are done, or after a while. */
    private static void closeAfter(HttpServerResponse response, HttpServerRequest request) {
        response.putHeader(HttpHeaders.CONNECTION, "close");
        request.connection()
                .shutdown(LINGER_SECONDS, TimeUnit.SECONDS)
                .onFailure(failure -> LOG.debug("The connection was already closed", failure));
    }
}
