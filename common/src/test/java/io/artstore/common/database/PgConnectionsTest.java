package io.artstore.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that recovers from a crash refuses for a while; what it refuses for good is told at once. */
class PgConnectionsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String STARTING = "57P03";
    private static final String WRONG_PASSWORD = "28P01";

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void stop() {
        TestPlatform.await(vertx.close(), LIMIT);
    }

    @Test
    void waitsForAServerThatStarts() {
        int port = serverThatSays(STARTING, STARTING, WRONG_PASSWORD);

        assertThatThrownBy(() -> TestPlatform.await(PgConnections.connect(vertx, options(port)), LIMIT))
                .hasStackTraceContaining(WRONG_PASSWORD);

        assertThat(asked).hasValue(3);
    }

    @Test
    void doesNotWaitForWhatNoTimeMends() {
        int port = serverThatSays(WRONG_PASSWORD, STARTING);

        assertThatThrownBy(() -> TestPlatform.await(PgConnections.connect(vertx, options(port)), LIMIT))
                .hasStackTraceContaining(PgException.class.getName());

        assertThat(asked).hasValue(1);
    }

    private int serverThatSays(String... states) {
        NetServer server = vertx.createNetServer()
                .connectHandler(socket -> socket.handler(
                        startup -> socket.end(refusal(states[Math.min(asked.getAndIncrement(), states.length - 1)]))
                                .onFailure(gone -> asked.set(-1))));
        return TestPlatform.await(server.listen(0, "127.0.0.1"), LIMIT).actualPort();
    }

    /** An ErrorResponse of the protocol: severity, SQLSTATE, message. */
    private static Buffer refusal(String state) {
        byte[] fields = ("SFATAL\0C" + state + "\0Mrefused\0\0").getBytes(StandardCharsets.US_ASCII);
        return Buffer.buffer()
                .appendByte((byte) 'E')
                .appendInt(fields.length + 4)
                .appendBytes(fields);
    }

    private static PgConnectOptions options(int port) {
        return new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setDatabase("d")
                .setUser("u")
                .setPassword("p");
    }
}
