package io.artstore.common.http;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The first handler of every request: identifiers, security headers, the in-flight count, and after the response the
 * meters and one line of access log.
 *
 * <p>The kit's own routes (health, metrics, documentation) are neither counted nor refused while draining: an
 * orchestrator must see that a stopping process is alive.
 */
final class FrontHandler implements Handler<RoutingContext> {
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final String END = "artstore.exchange.end";

    private final String listener;
    private final AccessLog accessLog;
    private final HttpMetrics metrics;
    private final InFlight inFlight;
    private final RouteTable routes;

    FrontHandler(String listener, AccessLog accessLog, HttpMetrics metrics, InFlight inFlight, RouteTable routes) {
        this.listener = listener;
        this.accessLog = accessLog;
        this.metrics = metrics;
        this.inFlight = inFlight;
        this.routes = routes;
    }

    @Override
    public void handle(RoutingContext ctx) {
        Exchange exchange = Exchange.of(ctx);
        boolean ofKit = KitPaths.contains(exchange.path());
        boolean counted = !ofKit && inFlight.enter();
        begin(ctx, counted);
        if (!exchange.routable()) {
            ctx.fail(new ServiceException(ErrorCode.MALFORMED_REQUEST, "the path has an invalid percent escape"));
        } else if (counted || ofKit) {
            ctx.next();
        } else {
            ctx.fail(stopping());
        }
    }

    private static ServiceException stopping() {
        return new ServiceException(ErrorCode.UNAVAILABLE, "this server is stopping; ask another one or try again")
                .withHeader(HttpHeaders.CONNECTION.toString(), "close")
                .withHeader(HttpHeaders.RETRY_AFTER.toString(), RETRY_AFTER_SECONDS);
    }

    /** Once per request; by the error responder for one that the router refuses before any handler. */
    void begin(RoutingContext ctx, boolean counted) {
        Exchange exchange = Exchange.of(ctx);
        ctx.response()
                .putHeader(Exchange.REQUEST_ID, exchange.requestId())
                .putHeader("X-Content-Type-Options", "nosniff");
        AtomicBoolean over = new AtomicBoolean();
        Consumer<Boolean> end = complete -> {
            if (over.compareAndSet(false, true)) {
                end(ctx, exchange, counted, complete);
            }
        };
        ctx.put(END, end);
        ctx.addEndHandler(result -> end.accept(result.succeeded()));
    }

    /**
     * The client left while a file was being sent: Vert.x takes such a response for ended from its head on, and calls none
     * of its handlers when the connection closes.
     */
    static void brokenOff(RoutingContext ctx) {
        Consumer<Boolean> end = ctx.get(END);
        if (end != null) {
            end.accept(false);
        }
    }

    private void end(RoutingContext ctx, Exchange exchange, boolean counted, boolean complete) {
        if (counted) {
            inFlight.leave();
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - exchange.startNanos());
        String route = routes.template(ctx.request().method(), exchange.path());
        metrics.record(ctx.request().method(), route, ctx.response().getStatusCode(), duration);
        accessLog.write(ctx, exchange, route, duration, complete);
        RequestAudit.end(ctx, listener, route, duration, complete);
    }
}
