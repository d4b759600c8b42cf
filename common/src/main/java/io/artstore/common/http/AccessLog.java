package io.artstore.common.http;

import io.artstore.common.security.Caller;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line per answered request, as key-value fields: never a query, a header or a body, where tokens and personal data
 * stand. Probes are at DEBUG.
 */
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.artstore.access");
    private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final String listener;

    AccessLog(String listener) {
        this.listener = listener;
    }

    void write(RoutingContext ctx, Exchange exchange, String route, Duration duration, boolean complete) {
        String path = exchange.path();
        LoggingEventBuilder line = LOG.atLevel(KitPaths.isProbe(path) ? Level.DEBUG : Level.INFO)
                .setMessage("request")
                .addKeyValue("listener", listener)
                .addKeyValue("method", ctx.request().method().name())
                .addKeyValue("path", RouteTable.UNMATCHED.equals(route) ? path : route)
                .addKeyValue("status", ctx.response().getStatusCode())
                .addKeyValue("bytes", ctx.response().bytesWritten())
                .addKeyValue("duration_ms", Math.round(duration.toNanos() / NANOS_PER_MILLI * 10) / 10.0)
                .addKeyValue("request_id", exchange.requestId());
        line = with(line, "trace_id", exchange.traceId());
        line = with(line, "subject", Authentication.find(ctx).map(Caller::subject));
        line = with(line, "aborted", complete ? Optional.empty() : Optional.of(true));
        line.log();
    }

    private static LoggingEventBuilder with(LoggingEventBuilder line, String key, Optional<?> value) {
        return value.isPresent() ? line.addKeyValue(key, value.get()) : line;
    }
}
