package io.artstore.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.artstore.common.config.ArtStoreConfig.Log;
import io.artstore.common.config.ArtStoreConfig.LogFormat;
import net.logstash.logback.decorate.JsonFactoryDecorator;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Where log lines go and how they look: one JSON object a line, or text, on standard error.
 *
 * <p>Standard output is for what a command was asked to print.
 */
public final class Logging {
    private static final String TEXT = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{36} %msg %kvp%n%rEx";

    private Logging() {}

    /** Before the configuration is known: warnings and worse, as text. */
    public static void toStandardError() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        apply(Level.WARN, false);
    }

    /** As the configuration says. */
    public static void configure(Log log) {
        apply(Level.toLevel(log.level().name()), log.format() == LogFormat.JSON);
    }

    private static void apply(Level level, boolean json) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(started(json ? json() : text(), context));
        appender.addFilter(new ClientAbortFilter());
        appender.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level.isGreaterOrEqual(Level.INFO) ? level : Level.INFO);
        root.addAppender(appender);
        context.getLogger("io.artstore").setLevel(level);
        quieten(context, level);
    }

    /** Libraries tell their story in more words than an operator can use. */
    private static void quieten(LoggerContext context, Level level) {
        Level libraries = level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
        for (String library :
                new String[] {"liquibase", "io.netty", "io.zonky", "io.smallrye", "io.vertx", "org.jboss"}) {
            context.getLogger(library).setLevel(libraries);
        }
    }

    /** Times are ISO-8601 in key-value pairs as they are in the line's own timestamp. */
    private static Encoder<ILoggingEvent> json() {
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setJsonFactoryDecorator(new JsonFactoryDecorator() {
            @Override
            public JsonFactory decorate(JsonFactory factory) {
                ((ObjectMapper) factory.getCodec()).disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
                return factory;
            }
        });
        return encoder;
    }

    private static Encoder<ILoggingEvent> text() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern(TEXT);
        return encoder;
    }

    private static Encoder<ILoggingEvent> started(Encoder<ILoggingEvent> encoder, LoggerContext context) {
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }
}
