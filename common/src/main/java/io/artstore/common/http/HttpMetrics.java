package io.artstore.common.http;

import io.artstore.common.metrics.Metrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The meters of one listener: {@code http_server_requests_seconds} by listener, method, route and status, and
 * {@code http_server_requests_in_flight}.
 *
 * <p>Every label is bounded: the route is a template or {@code unmatched}, an unknown method is {@code OTHER}.
 */
final class HttpMetrics {
    private static final String IN_FLIGHT = "http.server.requests.in.flight";
    private static final String LISTENER = "listener";
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

    private record Labels(String method, String route, int status) {}

    private final MeterRegistry registry = Metrics.registry();
    private final Map<Labels, Timer> timers = new ConcurrentHashMap<>();
    private final String listener;
    private final InFlight inFlight;

    HttpMetrics(String listener, InFlight inFlight) {
        this.listener = listener;
        this.inFlight = inFlight;
    }

    /** Begins to show the gauge, in the place of one that a listener of the same name may have left. */
    void open() {
        close();
        Gauge.builder(IN_FLIGHT, inFlight, InFlight::count)
                .description("Requests being worked on")
                .tag(LISTENER, listener)
                .strongReference(true)
                .register(registry);
    }

    void record(HttpMethod method, String route, int status, Duration duration) {
        timers.computeIfAbsent(new Labels(label(method), route, status), this::timer)
                .record(duration);
    }

    void close() {
        Gauge gauge = registry.find(IN_FLIGHT).tag(LISTENER, listener).gauge();
        if (gauge != null) {
            registry.remove(gauge);
        }
    }

    private Timer timer(Labels labels) {
        return Timer.builder("http.server.requests")
                .description("Time from the head of a request to the end of its response")
                .tag(LISTENER, listener)
                .tag("method", labels.method())
                .tag("route", labels.route())
                .tag("status", Integer.toString(labels.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static String label(HttpMethod method) {
        return KNOWN_METHODS.contains(method) ? method.name() : "OTHER";
    }
}
