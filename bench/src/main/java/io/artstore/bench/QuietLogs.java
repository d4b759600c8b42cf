package io.artstore.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Libraries in the benchmark's own processes speak only of trouble: their talk would cost what is measured. */
final class QuietLogs {
    private QuietLogs() {}

    static void set() {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    }
}
