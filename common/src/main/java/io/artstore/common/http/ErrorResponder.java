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
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The one failure handler of a listener: whatever a request failed with becomes one problem document.
 *
 * <p>Where the response head is already out, the connection is broken instead: a body that was cut short must never look
 * complete.
 */
final class ErrorResponder {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorResponder.class);
    private static final int HTTP2_INTERNAL_ERROR = 2;
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
        // For whatever fails; the handlers by status are left with what the router itself refuses.
        router.route().last().failureHandler(ctx -> handle(ctx, ctx.statusCode()));
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
        write(request, failure, exchange)
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
        Set<String> methods = routes.methods(Exchange.of(ctx).path());
        String allow = String.join(", ", methods);
        if (HttpMethod.OPTIONS.equals(ctx.request().method())) {
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
        boolean clientLeft = ClientAborts.caused(ctx.failure());
        if (response.ended() || response.closed() || (clientLeft && response.headWritten())) {
            logUnfinished(ctx, exchange, clientLeft);
            FrontHandler.brokenOff(ctx);
            return;
        }
        if (failure.code() == ErrorCode.INTERNAL) {
            logUnexpected(ctx, exchange);
        }
        if (response.headWritten()) {
            breakOff(ctx, exchange);
            return;
        }
        UnreadBody.dispose(ctx.request());
        write(ctx.request(), failure, exchange)
                .onComplete(
                        written -> UnreadBody.stopSending(ctx.request()),
                        gone -> LOG.debug("The answer to {} found nobody", exchange.requestId(), gone));
    }

    /** A file that is being sent counts as sent from the head on, so a disk that fails in the middle shows only here. */
    private static void logUnfinished(RoutingContext ctx, Exchange exchange, boolean clientLeft) {
        boolean disk = ctx.failure() instanceof IOException && !clientLeft;
        LOG.atLevel(disk ? Level.ERROR : Level.DEBUG)
                .setMessage("Request failed after its answer had begun or was over")
                .setCause(ctx.failure())
                .addKeyValue("request_id", exchange.requestId())
                .addKeyValue("path", exchange.path())
                .log();
    }

    private static void logUnexpected(RoutingContext ctx, Exchange exchange) {
        LOG.atError()
                .setMessage("Request failed unexpectedly")
                .setCause(ctx.failure())
                .addKeyValue("request_id", exchange.requestId())
                .addKeyValue("method", ctx.request().method().name())
                .addKeyValue("path", exchange.path())
                .log();
    }

    private static void breakOff(RoutingContext ctx, Exchange exchange) {
        LOG.atWarn()
                .setMessage("Broke off a response that had begun")
                .addKeyValue("request_id", exchange.requestId())
                .addKeyValue("reason", String.valueOf(ctx.failure()))
                .log();
        ctx.response()
                .reset(HTTP2_INTERNAL_ERROR)
                .onFailure(failure -> LOG.debug("The connection was already closed", failure));
    }

    private static Future<Void> write(HttpServerRequest request, ServiceException failure, Exchange exchange) {
        Buffer body = Problem.of(failure, exchange.requestId(), request.path()).toBuffer();
        HttpServerResponse response = request.response();
        OF_THE_LOST_ANSWER.forEach(response.headers()::remove);
        response.setStatusCode(failure.code().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.CONTENT_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        failure.headers().forEach(response::putHeader);
        if (request.version() == HttpVersion.HTTP_2) {
            // RFC 9113, section 8.2.2: a header about the connection makes the response malformed.
            response.headers().remove(HttpHeaders.CONNECTION);
        }
        return response.end(body)
                .onFailure(gone ->
                        LOG.debug("The client of request {} left before its answer", exchange.requestId(), gone));
    }
}
