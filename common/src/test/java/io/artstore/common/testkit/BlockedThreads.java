package io.artstore.common.testkit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Remembers what Vert.x says about blocked event loops, so that a test fails by it instead of printing it. */
final class BlockedThreads extends AppenderBase<ILoggingEvent> {
    private static final String CHECKER = "io.vertx.core.internal.threadchecker.BlockedThreadChecker";
    private static final String EVENT_LOOP = "vert.x-eventloop-thread";

    private final Logger logger = (Logger) LoggerFactory.getLogger(CHECKER);
    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();

    static BlockedThreads watch() {
        BlockedThreads watcher = new BlockedThreads();
        watcher.setContext(watcher.logger.getLoggerContext());
        watcher.start();
        watcher.logger.addAppender(watcher);
        return watcher;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getFormattedMessage().contains(EVENT_LOOP)) {
            warnings.add(event.getFormattedMessage());
        }
    }

    /** Ends the watch; fails when an event loop was blocked. */
    void assertNone() {
        logger.detachAppender(this);
        if (!warnings.isEmpty()) {
            throw new AssertionError("an event loop was blocked: " + warnings);
        }
    }
}
