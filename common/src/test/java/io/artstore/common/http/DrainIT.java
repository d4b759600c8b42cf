package io.artstore.common.http;

import static io.artstore.common.http.TestListener.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.RoutingContext;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A stopping listener finishes what it began and begins nothing new. */
class DrainIT {
    private static final String REQUEST = "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n";

    private final CompletableFuture<RoutingContext> begun = new CompletableFuture<>();

    @Test
    void a_request_in_flight_is_finished_and_then_the_listener_closes() throws Exception {
        try (TestListener listener = slow(Duration.ofSeconds(8));
                RawClient client = listener.raw()) {
            client.send(REQUEST);
            RoutingContext inFlight = begun.get(5, TimeUnit.SECONDS);
            int port = listener.server.port();

            Future<Void> stopped = listener.server.stop();
            assertThat(stopped.isComplete()).isFalse();
            inFlight.vertx().runOnContext(v -> Responses.empty(inFlight, 204));

            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 204 ");
            await(stopped);
            assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void a_new_request_during_the_drain_is_sent_elsewhere_while_probes_are_answered() throws Exception {
        try (TestListener listener = slow(Duration.ofSeconds(8));
                RawClient first = listener.raw();
                RawClient second = listener.raw();
                RawClient probe = listener.raw()) {
            first.send(REQUEST);
            RoutingContext inFlight = begun.get(5, TimeUnit.SECONDS);

            Future<Void> stopped = listener.server.stop();
            String refused = second.send(REQUEST).readUntil("}");
            String alive =
                    probe.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("}");
            inFlight.vertx().runOnContext(v -> Responses.empty(inFlight, 204));
            await(stopped);

            assertThat(refused).startsWith("HTTP/1.1 503 ").containsIgnoringCase("connection: close");
            assertThat(refused).containsIgnoringCase("retry-after: 1").contains("\"code\":\"UNAVAILABLE\"");
            assertThat(alive).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void a_request_that_never_ends_is_given_up_after_the_drain_timeout() throws Exception {
        try (TestListener listener = slow(Duration.ofMillis(300));
                RawClient client = listener.raw()) {
            client.send(REQUEST);
            assertThat(begun.get(5, TimeUnit.SECONDS)).isNotNull();

            long start = System.nanoTime();
            await(listener.server.stop());

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(300), Duration.ofSeconds(4));
            assertThat(client.readUntilClosed()).isIn("", "[connection reset]");
        }
    }

    @Test
    void a_client_that_leaves_is_no_longer_in_flight() throws Exception {
        Promise<Void> left = Promise.promise();
        try (TestListener listener = slow(Duration.ofSeconds(8))) {
            try (RawClient client = listener.raw()) {
                client.send(REQUEST);
                begun.get(5, TimeUnit.SECONDS).addEndHandler(v -> left.complete());
            }

            await(left.future());

            await(listener.server.stop());
        }
    }

    @Test
    void stopping_twice_or_before_the_start_is_harmless() {
        try (TestListener listener = TestListener.silent(TestListener.settings(), "never")) {
            await(listener.server.stop());
            await(listener.server.stop());
        }
    }

    private TestListener slow(Duration drainTimeout) {
        return TestListener.serving(TestListener.withDrain(drainTimeout), "drain", server -> server.router()
                .get("/slow")
                .handler(begun::complete));
    }
}
