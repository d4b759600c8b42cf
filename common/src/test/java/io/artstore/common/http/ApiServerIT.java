package io.artstore.common.http;

import static io.artstore.common.http.TestListener.await;
import static io.artstore.common.http.TestListener.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.config.HttpSettings;
import io.artstore.common.config.HttpSettings.TlsFiles;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every listener has, over real sockets. */
class ApiServerIT {

    @Test
    void reports_its_base_address_under_the_listeners_name() {
        try (TestListener listener = TestListener.serving(router -> {})) {
            URI address = listener.context.addresses().of("test");

            assertThat(address).isEqualTo(URI.create("http://127.0.0.1:" + listener.server.port()));
        }
    }

    @Test
    void nothing_listens_before_start() {
        try (TestListener listener = TestListener.silent(TestListener.settings(), "silent")) {
            assertThatThrownBy(listener.server::port).hasMessageContaining("'silent' does not listen");
        }
    }

    @Test
    void a_port_in_use_is_named_with_its_key_and_a_remedy() {
        try (TestListener first = TestListener.serving(router -> {});
                TestListener second = TestListener.silent(on("127.0.0.1", first.server.port()), "second")) {

            assertThatThrownBy(() -> await(second.server.start()))
                    .isInstanceOf(ListenException.class)
                    .hasMessage("port " + first.server.port() + " of 'second' is in use on 127.0.0.1; set "
                            + "artstore.test.http.port to a free one, or stop the program that has it");
        }
    }

    @Test
    void a_host_of_another_machine_is_named_with_its_key() {
        try (TestListener listener = TestListener.silent(on("192.0.2.1", 0), "elsewhere")) {
            assertThatThrownBy(() -> await(listener.server.start()))
                    .isInstanceOf(ListenException.class)
                    .hasMessageContaining("192.0.2.1")
                    .hasMessageContaining("artstore.test.http.host");
        }
    }

    @Test
    void a_missing_certificate_is_named() {
        HttpSettings base = TestListener.settings();
        HttpSettings settings = new HttpSettings(
                base.host(),
                0,
                Optional.of(new TlsFiles(Path.of("no-such.pem"), Path.of("no-such.key"))),
                base.corsOrigins(),
                base.idleTimeout(),
                base.maxBodyBytes(),
                base.drainTimeout());
        try (TestListener listener = TestListener.silent(settings, "tls")) {
            assertThatThrownBy(() -> await(listener.server.start()))
                    .isInstanceOf(ListenException.class)
                    .hasMessageContaining("no-such.pem");
        }
    }

    @Test
    void liveness_names_service_version_and_time() {
        try (TestListener listener = TestListener.serving(router -> {})) {
            HttpResponse<String> response = listener.get("/health/live");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(json(response).fieldNames()).containsExactly("status", "timestamp", "service", "version");
            assertThat(json(response).getString("status")).isEqualTo("alive");
            assertThat(json(response).getString("version")).isEqualTo("1.2.3");
        }
    }

    @Test
    void readiness_follows_the_phase_of_the_process() {
        try (TestListener listener = TestListener.silent(TestListener.settings(), "phases")) {
            await(listener.server.start());

            HttpResponse<String> starting = listener.get("/health/ready");
            HttpResponse<String> notStarted = listener.get("/health/startup");
            listener.context.readiness().serve();
            HttpResponse<String> serving = listener.get("/health/ready");
            HttpResponse<String> started = listener.get("/health/startup");
            listener.context.readiness().stop();
            HttpResponse<String> stopping = listener.get("/health/ready");

            assertThat(List.of(
                            starting.statusCode(),
                            notStarted.statusCode(),
                            serving.statusCode(),
                            started.statusCode(),
                            stopping.statusCode()))
                    .containsExactly(503, 503, 200, 200, 503);
            assertThat(json(starting).getString("phase")).isEqualTo("starting");
            assertThat(json(serving).getString("status")).isEqualTo("ready");
            assertThat(json(stopping).getString("status")).isEqualTo("not_ready");
        }
    }

    @Test
    void readiness_says_which_check_failed_and_why() {
        try (TestListener listener =
                TestListener.serving(TestListener.settings(), "checks", server -> server.readinessCheck(
                                "database", () -> Future.failedFuture("cannot reach the database"))
                        .readinessCheck("keys", Future::succeededFuture)
                        .readinessCheck("slow", () -> Promise.<Void>promise().future())
                        .readinessCheck("broken", () -> {
                            throw new IllegalStateException("broken check");
                        }))) {
            HttpResponse<String> response = listener.get("/health/ready");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(json(response).getJsonObject("checks"))
                    .isEqualTo(new JsonObject()
                            .put(
                                    "broken",
                                    new JsonObject().put("status", "down").put("reason", "broken check"))
                            .put(
                                    "database",
                                    new JsonObject().put("status", "down").put("reason", "cannot reach the database"))
                            .put("keys", new JsonObject().put("status", "up"))
                            .put("slow", new JsonObject().put("status", "down").put("reason", "no answer within 2 s")));
        }
    }

    @ParameterizedTest
    @CsvSource({"/plain", "/plain/", "/with/7", "/with/7/", "/health/live/", "/metrics", "/metrics/", "/openapi.json/"})
    void a_trailing_slash_makes_no_difference(String path) {
        try (TestListener listener = TestListener.serving(router -> {
            router.get("/plain").handler(ctx -> Responses.json(ctx, 200, new JsonObject()));
            router.get("/with/:id").handler(ctx -> Responses.json(ctx, 200, new JsonObject()));
        })) {
            assertThat(listener.get(path).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void head_answers_as_get_without_the_body() {
        try (TestListener listener = TestListener.serving(router ->
                router.get("/thing").handler(ctx -> Responses.json(ctx, 200, new JsonObject().put("a", 1))))) {
            HttpResponse<String> head = listener.method("HEAD", "/thing");

            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("content-length")).contains("7");
        }
    }

    @Test
    void options_lists_the_methods_of_a_path() {
        try (TestListener listener = TestListener.serving(router -> {
            router.get("/thing/:id").handler(ctx -> Responses.empty(ctx, 204));
            router.delete("/thing/:id").handler(ctx -> Responses.empty(ctx, 204));
        })) {
            HttpResponse<String> known = listener.method("OPTIONS", "/thing/1");
            HttpResponse<String> unknown = listener.method("OPTIONS", "/nothing");

            assertThat(known.statusCode()).isEqualTo(204);
            assertThat(known.headers().firstValue("allow")).contains("DELETE, GET, HEAD, OPTIONS");
            assertThat(unknown.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void every_response_carries_the_callers_request_id_or_a_new_one() {
        try (TestListener listener = TestListener.serving(router -> {})) {
            HttpResponse<String> given = listener.get("/nothing", "X-Request-ID", "abc-123");
            HttpResponse<String> tooLong = listener.get("/nothing", "X-Request-ID", "x".repeat(65));
            HttpResponse<String> blank = listener.get("/nothing", "X-Request-ID", "two words");

            assertThat(given.headers().firstValue("x-request-id")).contains("abc-123");
            assertThat(json(given).getString("request_id")).isEqualTo("abc-123");
            assertThat(tooLong.headers().firstValue("x-request-id").orElseThrow())
                    .matches("[0-9a-f-]{36}");
            assertThat(blank.headers().firstValue("x-request-id").orElseThrow()).matches("[0-9a-f-]{36}");
            assertThat(given.headers().firstValue("x-content-type-options")).contains("nosniff");
        }
    }

    @Test
    void a_connection_on_which_nothing_moves_is_closed() {
        HttpSettings base = TestListener.settings();
        HttpSettings impatient = new HttpSettings(
                base.host(), 0, base.tls(), base.corsOrigins(), Duration.ofMillis(300), 1024, base.drainTimeout());
        try (TestListener listener = TestListener.serving(impatient, "idle", server -> {});
                RawClient client = listener.raw()) {
            assertThat(client.send("GET /health/live HTTP/1.1\r\n").readUntilClosed())
                    .isEmpty();
        }
    }

    @Test
    void a_request_without_a_host_is_malformed_and_still_identified() {
        try (TestListener listener = TestListener.serving(router -> {});
                RawClient client = listener.raw()) {
            String response = client.send("GET /health/live HTTP/1.1\r\nX-Request-ID: r9\r\n\r\n")
                    .readUntil("}");

            assertThat(response)
                    .startsWith("HTTP/1.1 400 ")
                    .contains("X-Request-ID: r9", "the 'Host' header is required");
        }
    }

    @Test
    void a_closed_listener_may_be_followed_by_one_of_the_same_name() {
        for (int round = 0; round < 2; round++) {
            try (TestListener listener = TestListener.serving(router -> {})) {
                assertThat(listener.get("/metrics").body())
                        .contains("http_server_requests_in_flight{listener=\"test\"} 0.0");
            }
        }
    }

    private static HttpSettings on(String host, int port) {
        return new HttpSettings(
                host, port, Optional.empty(), List.of(), Duration.ofSeconds(5), 1024, Duration.ofSeconds(1));
    }
}
