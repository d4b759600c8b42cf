package io.artstore.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.config.HttpSettings;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cross-origin requests; the listener's one origin is https://app.example. */
class CorsIT {
    private static void routes(ApiServer server) {
        server.router().post("/thing").handler(ctx -> Responses.empty(ctx, 204));
    }

    @Test
    void a_preflight_of_a_listed_origin_is_allowed_with_credentials() {
        try (TestListener listener = TestListener.serving(TestListener.settings(), "cors", CorsIT::routes)) {
            HttpHeaders headers = preflight(listener, "https://app.example").headers();

            assertThat(headers.firstValue("access-control-allow-origin")).contains("https://app.example");
            assertThat(headers.firstValue("access-control-allow-credentials")).contains("true");
            assertThat(headers.firstValue("access-control-max-age")).contains("600");
            assertThat(headers.firstValue("access-control-allow-methods").orElseThrow())
                    .contains("POST", "PATCH", "DELETE");
            assertThat(headers.firstValue("access-control-allow-headers").orElseThrow())
                    .contains("Content-Type", "Authorization", "X-Request-ID", "X-Trace-ID", "Range", "If-Match");
            assertThat(headers.firstValue("vary").orElseThrow()).containsIgnoringCase("origin");
        }
    }

    @Test
    void a_preflight_of_another_origin_is_refused() {
        try (TestListener listener = TestListener.serving(TestListener.settings(), "cors", CorsIT::routes)) {
            HttpResponse<String> response = preflight(listener, "https://evil.example");

            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.headers().firstValue("access-control-allow-origin"))
                    .isEmpty();
        }
    }

    @Test
    void errors_can_be_read_by_a_listed_origin() {
        try (TestListener listener = TestListener.serving(TestListener.settings(), "cors", CorsIT::routes)) {
            HttpResponse<String> response = listener.get("/nothing", "Origin", "https://app.example");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.headers().firstValue("access-control-allow-origin"))
                    .contains("https://app.example");
            assertThat(response.headers()
                            .firstValue("access-control-expose-headers")
                            .orElseThrow())
                    .contains("X-Request-ID", "ETag", "Content-Range", "Content-Disposition", "X-RateLimit-Remaining");
        }
    }

    @Test
    void another_origin_is_served_without_permission_to_read() {
        try (TestListener listener = TestListener.serving(TestListener.settings(), "cors", CorsIT::routes)) {
            HttpResponse<String> response = listener.method("POST", "/thing", "Origin", "http://127.0.0.1");

            assertThat(response.statusCode()).isEqualTo(204);
            assertThat(response.headers().firstValue("access-control-allow-origin"))
                    .isEmpty();
        }
    }

    @Test
    void a_star_is_any_origin_without_credentials() {
        HttpSettings base = TestListener.settings();
        HttpSettings star = new HttpSettings(
                base.host(), 0, base.tls(), List.of("*"), base.idleTimeout(), base.maxBodyBytes(), base.drainTimeout());
        try (TestListener listener = TestListener.serving(star, "cors", CorsIT::routes)) {
            HttpHeaders headers = preflight(listener, "https://anyone.example").headers();

            assertThat(headers.firstValue("access-control-allow-origin")).contains("*");
            assertThat(headers.firstValue("access-control-allow-credentials")).isEmpty();
        }
    }

    private static HttpResponse<String> preflight(TestListener listener, String origin) {
        return listener.method(
                "OPTIONS",
                "/thing",
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization");
    }
}
