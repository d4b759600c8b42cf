package io.artstore.common.http;

import io.artstore.common.metrics.Metrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Set;

/**
 * The meters of one listener: {@code http_server_requests_seconds} by listener, method, route and status, and
 * {@code http_server_requests_in_flight}.
 *
 * <p>Every label is bounded: the route is a template or {@code unmatched}, an unknown method is {@code OTHER}.
 */
final class HttpMetrics {
    private static final String REQUESTS = "http.server.requests";
    private static final Set<HttpMethod> KNOWN_METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final String listener;
    private final Meter inFlight;

    HttpMetrics(String listener, InFlight inFlight) {
        this.registry = Metrics.registry();
        this.listener = listener;
        this.inFlight = Gauge.builder("http.server.requests.in.flight", inFlight, InFlight::count)
                .description("Requests being worked on")
                .tag("listener", listener)
                .strongReference(true)
                .register(registry);
    }

    void record(HttpMethod method, String route, int status, Duration duration) {
        Timer.builder(REQUESTS)
                .description("Time from the head of a request to the end of its response")
                .tags("listener", listener, "method", label(method), "route", route, "status", Integer.toString(status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(duration);
    }

    /** Takes the gauge back, so that a listener of the same name may follow in this JVM. */
    void close() {
        registry.remove(inFlight);
    }

    private static String label(HttpMethod method) {
        return KNOWN_METHODS.contains(method) ? method.name() : "OTHER";
    }
}
