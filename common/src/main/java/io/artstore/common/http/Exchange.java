package io.artstore.common.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request and its answer, from the kit's point of view: its identifiers and when it began.
 *
 * @param requestId the caller's {@code X-Request-ID} where it is 1 to 64 visible ASCII characters, else a new UUID
 * @param traceId the trace id of a well-formed W3C {@code traceparent}
 * @param path the normalized path, or the raw one where it has an invalid percent escape and so cannot be routed
 * @param routable whether the path could be normalized
 * @param startNanos {@link System#nanoTime()} at the beginning
 */
record Exchange(String requestId, Optional<String> traceId, String path, boolean routable, long startNanos) {
    static final String REQUEST_ID = "X-Request-ID";

    private static final String KEY = "artstore.exchange";
    private static final Pattern ACCEPTABLE_ID = Pattern.compile("[!-~]{1,64}");
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");
    private static final String INVALID_TRACE = "0".repeat(32);

    static Exchange begin(HttpServerRequest request) {
        return new Exchange(requestId(request), traceId(request), request.path(), false, System.nanoTime());
    }

    /**
     * The exchange of a request; begun here when the request failed before the first handler, as one without a Host
     * does.
     */
    static Exchange of(RoutingContext ctx) {
        Exchange exchange = ctx.get(KEY);
        if (exchange == null) {
            exchange = begin(ctx.request()).routed(ctx);
            ctx.put(KEY, exchange);
        }
        return exchange;
    }

    private Exchange routed(RoutingContext ctx) {
        try {
            return new Exchange(requestId, traceId, ctx.normalizedPath(), true, startNanos);
        } catch (IllegalArgumentException e) {
            return this;
        }
    }

    private static String requestId(HttpServerRequest request) {
        String given = request.getHeader(REQUEST_ID);
        return given != null && ACCEPTABLE_ID.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }

    private static Optional<String> traceId(HttpServerRequest request) {
        String given = request.getHeader("traceparent");
        if (given == null) {
            return Optional.empty();
        }
        Matcher matcher = TRACEPARENT.matcher(given);
        return matcher.matches() && !matcher.group(1).equals(INVALID_TRACE)
                ? Optional.of(matcher.group(1))
                : Optional.empty();
    }
}
