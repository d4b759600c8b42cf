package io.artstore.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.ConfigLoader;
import io.artstore.common.config.ConfigSources;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log line is one JSON object, whatever kind of value it carries. */
class LoggingTest {
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

    @AfterEach
    void restore() {
        System.setErr(standardError);
        Logging.toStandardError();
    }

    @Test
    void valuesOfEveryKindArriveInTheLine() {
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
        Logging.configure(config("json").log());

        LoggerFactory.getLogger("io.artstore.test")
                .atInfo()
                .addKeyValue("at", Instant.parse("2026-11-22T10:00:00Z"))
                .addKeyValue("took", Duration.ofSeconds(3))
                .addKeyValue("file", Path.of("договор.pdf"))
                .addKeyValue("thing", new Object())
                .log("привет");

        JsonObject line =
                new JsonObject(captured.toString(StandardCharsets.UTF_8).strip());
        assertThat(line.getString("message")).isEqualTo("привет");
        assertThat(line.getString("at")).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(line.fieldNames()).contains("took", "file", "thing");
    }

    @Test
    void textIsForPeople() {
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
        Logging.configure(config("text").log());

        LoggerFactory.getLogger("io.artstore.test").atInfo().addKeyValue("n", 7).log("hello");

        assertThat(captured.toString(StandardCharsets.UTF_8)).contains("INFO", "hello", "n=\"7\"");
    }

    @Test
    void aClientThatLeavesADownloadIsNoErrorButADiskThatFailsIs() {
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
        Logging.configure(config("text").log());
        Logger connection = LoggerFactory.getLogger("io.vertx.core.net.impl.VertxConnection");

        connection.error("Connection reset by peer", new IOException("Connection reset by peer"));
        connection.error("Broken pipe", new IOException("Broken pipe"));
        connection.error(null, new ClosedChannelException());
        connection.error("Input/output error", new IOException("Input/output error"));
        LoggerFactory.getLogger("io.artstore.test").error("lost", new IOException("Connection reset by peer"));

        assertThat(captured.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains(" ERROR ")))
                .hasSize(2)
                .anyMatch(line -> line.contains("Input/output error"))
                .anyMatch(line -> line.contains("lost"));
    }

    private static ArtStoreConfig config(String format) {
        return ConfigLoader.load(ConfigSources.of(Map.of("artstore.log.format", format)))
                .config();
    }
}
