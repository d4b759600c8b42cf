package io.artstore.launcher;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.artstore.common.http.ClientAborts;

/**
 * Keeps out what Vert.x says of clients that leave a large download: it logs each as an ERROR with a stack, before any
 * handler is asked. The access log has the request with {@code aborted}. Whatever else that logger says passes, above all
 * a disk that fails while a file is being sent.
 */
final class ClientAbortFilter extends Filter<ILoggingEvent> {
    private static final String CONNECTION_LOGGER = "io.vertx.core.net.impl.VertxConnection";

    @Override
    public FilterReply decide(ILoggingEvent event) {
        return CONNECTION_LOGGER.equals(event.getLoggerName())
                        && event.getThrowableProxy() instanceof ThrowableProxy proxy
                        && ClientAborts.caused(proxy.getThrowable())
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }
}
