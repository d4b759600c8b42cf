package io.artstore.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.artstore.common.error.ServiceException;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What operators see: meters with bounded labels, and log lines without secrets. */
class ObservabilityIT {

    @Test
    void labels_are_templates_whatever_paths_and_methods_callers_invent() {
        try (TestListener listener =
                TestListener.serving(TestListener.settings(), "bounded", server -> routes(server.router()))) {
            for (int i = 0; i < 20; i++) {
                listener.get("/files/" + UUID.randomUUID());
                listener.get("/missing/" + UUID.randomUUID());
                listener.get("/" + UUID.randomUUID());
                listener.method("METHOD" + i, "/files/1");
            }

            List<String> series = series(listener.get("/metrics").body(), "bounded");

            assertThat(series)
                    .containsExactlyInAnyOrder(
                            "method=\"GET\",route=\"/files/:id\",status=\"204\"",
                            "method=\"GET\",route=\"/missing/:id\",status=\"404\"",
                            "method=\"GET\",route=\"unmatched\",status=\"404\"",
                            "method=\"OTHER\",route=\"unmatched\",status=\"405\"");
        }
    }

    @Test
    void metrics_are_prometheus_text_with_the_state_of_the_jvm() {
        try (TestListener listener = TestListener.serving(router -> {})) {
            var response = listener.get("/metrics");

            assertThat(response.headers().firstValue("content-type").orElseThrow())
                    .startsWith("text/plain");
            assertThat(response.body())
                    .contains("# TYPE jvm_memory_used_bytes gauge")
                    .contains("jvm_threads_live_threads", "process_uptime_seconds", "system_cpu_count");
        }
    }

    @Test
    void the_access_log_has_one_line_with_the_route_and_without_query_or_token() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger access = (Logger) LoggerFactory.getLogger("io.artstore.access");
        lines.start();
        access.setLevel(Level.INFO);
        access.addAppender(lines);
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        try (TestListener listener =
                TestListener.serving(TestListener.settings(), "logged", server -> routes(server.router()))) {
            listener.get(
                    "/files/7?token=s3cret",
                    "X-Request-ID",
                    "r7",
                    "Authorization",
                    "Bearer s3cret",
                    "traceparent",
                    "00-" + trace + "-00f067aa0ba902b7-01");
        } finally {
            access.detachAppender(lines);
            access.setLevel(null);
        }

        List<Map<String, Object>> requests = lines.list.stream()
                .map(ObservabilityIT::fields)
                .filter(fields -> "logged".equals(fields.get("listener")))
                .toList();
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0))
                .containsEntry("method", "GET")
                .containsEntry("path", "/files/:id")
                .containsEntry("status", 204)
                .containsEntry("request_id", "r7")
                .containsEntry("trace_id", trace)
                .containsKeys("bytes", "duration_ms");
        assertThat(requests.toString()).doesNotContain("s3cret");
    }

    private static void routes(Router router) {
        router.get("/files/:id").handler(ctx -> Responses.empty(ctx, 204));
        router.get("/missing/:id").handler(ctx -> ctx.fail(ServiceException.notFound("no such thing")));
    }

    private static Map<String, Object> fields(ILoggingEvent event) {
        return event.getKeyValuePairs().stream().collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
    }

    private static List<String> series(String metrics, String listener) {
        String prefix = "http_server_requests_seconds_count{listener=\"" + listener + "\",";
        return metrics.lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length(), line.indexOf('}')))
                .toList();
    }
}
