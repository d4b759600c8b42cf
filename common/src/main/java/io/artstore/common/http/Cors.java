package io.artstore.common.http;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/**
 * Cross-origin requests, as the Fetch standard describes them.
 *
 * <p>Listed origins may send credentials; {@code *} lets any origin in without them. A simple request of an origin that
 * is not listed is served without permission to read it, which the browser enforces: refusing it would also refuse the
 * page's own origin, which the server need not know.
 */
final class Cors implements Handler<RoutingContext> {
    private static final String ANY = "*";
    private static final String MAX_AGE_SECONDS = "600";
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    private static final String REQUEST_HEADERS = String.join(
            ", ",
            List.of(
                    "Content-Type",
                    "Authorization",
                    "X-Request-ID",
                    "X-Trace-ID",
                    "traceparent",
                    "Range",
                    "If-Match",
                    "If-None-Match",
                    "If-Modified-Since",
                    "If-Unmodified-Since",
                    "If-Range",
                    "Content-Digest",
                    "Repr-Digest",
                    "Want-Repr-Digest"));
    private static final String RESPONSE_HEADERS = String.join(
            ", ",
            List.of(
                    "X-Request-ID",
                    "ETag",
                    "Location",
                    "Accept-Ranges",
                    "Content-Range",
                    "Content-Disposition",
                    "Repr-Digest",
                    "Retry-After",
                    "ArtStore-Durability",
                    "WWW-Authenticate",
                    "X-RateLimit-Limit",
                    "X-RateLimit-Remaining",
                    "X-RateLimit-Reset"));

    private final Set<String> origins;

    Cors(List<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    @Override
    public void handle(RoutingContext ctx) {
        String origin = ctx.request().getHeader(HttpHeaders.ORIGIN);
        if (!origins.contains(ANY)) {
            ctx.response().headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
        if (origin == null) {
            ctx.next();
        } else if (isPreflight(ctx)) {
            answerPreflight(ctx, origin);
        } else {
            if (allows(origin)) {
                allow(ctx.response(), origin).putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, RESPONSE_HEADERS);
            }
            ctx.next();
        }
    }

    private void answerPreflight(RoutingContext ctx, String origin) {
        if (!allows(origin)) {
            ctx.fail(new ServiceException(
                    ErrorCode.FORBIDDEN, "this origin is not among those in artstore.http.cors-origins"));
            return;
        }
        allow(ctx.response(), origin)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
        Responses.empty(ctx, 204);
    }

    private HttpServerResponse allow(HttpServerResponse response, String origin) {
        if (origins.contains(ANY)) {
            return response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
        }
        return response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
    }

    private boolean allows(String origin) {
        return origins.contains(ANY) || origins.contains(origin);
    }

    private static boolean isPreflight(RoutingContext ctx) {
        return HttpMethod.OPTIONS.equals(ctx.request().method())
                && ctx.request().headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }
}
