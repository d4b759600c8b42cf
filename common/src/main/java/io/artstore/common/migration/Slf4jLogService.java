package io.artstore.common.migration;

import java.util.logging.Level;
import liquibase.logging.Logger;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import org.slf4j.LoggerFactory;

/** Takes Liquibase's chatter to slf4j: what it calls information is a developer's, what fails arrives as an exception. */
final class Slf4jLogService extends AbstractLogService {

    @Override
    public int getPriority() {
        return PRIORITY_NOT_APPLICABLE;
    }

    @Override
    @SuppressWarnings("rawtypes") // Liquibase's signature
    public Logger getLog(Class type) {
        return new Slf4jLogger(LoggerFactory.getLogger(type));
    }

    private static final class Slf4jLogger extends AbstractLogger {

        private final org.slf4j.Logger log;

        Slf4jLogger(org.slf4j.Logger log) {
            this.log = log;
        }

        @Override
        public void close() {
            // An slf4j logger holds nothing.
        }

        @Override
        public void log(Level level, String message, Throwable failure) {
            if (level.intValue() >= Level.WARNING.intValue()) {
                log.info(message, failure);
            } else {
                log.debug(message, failure);
            }
        }
    }
}
