package io.artstore.common.http;

import static io.artstore.common.http.TestListener.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.testkit.Operations;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract and its viewer, from the class path alone. */
class DocumentationIT {

    @Test
    void the_contract_is_served_as_json_with_the_types_of_json() {
        try (TestListener listener = TestListener.serving(router -> {})) {
            HttpResponse<String> response = listener.get("/openapi.json");

            assertThat(response.headers().firstValue("content-type")).contains("application/json");
            JsonObject answer = json(response)
                    .getJsonObject("paths")
                    .getJsonObject("/things")
                    .getJsonObject("get")
                    .getJsonObject("responses")
                    .getJsonObject("200");
            assertThat(answer.getString("description")).isEqualTo("on");
            assertThat(answer.getJsonObject("content")
                            .getJsonObject("application/json")
                            .getJsonObject("example"))
                    .isEqualTo(
                            new JsonObject("{\"since\":\"2025-11-16\",\"answer\":\"no\",\"ratio\":0.5,\"count\":3}"));
        }
    }

    @Test
    void the_contract_of_every_listener_has_the_routes_of_the_kit() {
        try (TestListener listener = TestListener.serving(router -> {})) {
            JsonObject contract = json(listener.get("/openapi.json"));

            assertThat(Operations.routed(listener.server))
                    .filteredOn(operation -> operation.startsWith("GET "))
                    .containsExactlyInAnyOrderElementsOf(Operations.described(OpenApiDocument.KIT));
            assertThat(contract.getJsonObject("paths").fieldNames())
                    .contains("/things", "/health/ready", "/metrics", "/docs/{asset}");
            assertThat(contract.getJsonObject("components")
                            .getJsonObject("schemas")
                            .fieldNames())
                    .contains("Health", "Readiness");
            assertThat(contract.getJsonArray("tags").getJsonObject(0).getString("name"))
                    .isEqualTo("service");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openapi/no-such.yaml, is not on the class path",
        "openapi/http-kit-broken.yaml, cannot be read",
        "openapi/http-kit-other.yaml, is not an OpenAPI 3 document",
        "openapi/http-kit-doubled.yaml, describes /health/live",
    })
    void an_unusable_contract_fails_the_start(String resource, String why) {
        ApiDescription description = new ApiDescription("x", "X", "1", resource, "artstore.x.http.port");

        assertThatThrownBy(() -> OpenApiDocument.load(description))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining(resource)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({"/docs, ./docs/", "/docs/, ./"})
    void the_page_loads_everything_from_here(String path, String assets) {
        try (TestListener listener = TestListener.serving(router -> {})) {
            HttpResponse<String> response = listener.get(path);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
            assertThat(response.headers().firstValue("content-security-policy").orElseThrow())
                    .startsWith("default-src 'self'");
            assertThat(response.body())
                    .contains("src=\"" + assets + "swagger-ui-bundle.js\"")
                    .contains("Test &lt;Service&gt;")
                    .doesNotContain("http:", "https:", "${");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "swagger-ui.css, text/css; charset=utf-8",
        "swagger-ui-bundle.js, text/javascript; charset=utf-8",
        "swagger-ui-standalone-preset.js, text/javascript; charset=utf-8",
        "swagger-initializer.js, text/javascript; charset=utf-8",
        "oauth2-redirect.html, text/html; charset=utf-8",
        "oauth2-redirect.js, text/javascript; charset=utf-8",
        "favicon-16x16.png, image/png",
        "favicon-32x32.png, image/png",
    })
    void assets_come_with_their_type_and_may_be_cached(String asset, String contentType) {
        try (TestListener listener = TestListener.serving(router -> {})) {
            HttpResponse<String> response = listener.get("/docs/" + asset);
            String etag = response.headers().firstValue("etag").orElseThrow();
            HttpResponse<String> again = listener.get("/docs/" + asset, "If-None-Match", etag);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type")).contains(contentType);
            assertThat(response.headers().firstValue("cache-control")).contains("public, max-age=86400");
            assertThat(response.body()).isNotEmpty();
            assertThat(again.statusCode()).isEqualTo(304);
        }
    }

    @Test
    void the_viewer_reads_the_contract_of_its_own_listener() {
        try (TestListener listener = TestListener.serving(router -> {})) {
            assertThat(listener.get("/docs/swagger-initializer.js").body()).contains("../openapi.json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/index.html",
                "/docs/../application.properties",
                "/docs/..%2f..%2flogback.xml",
                "/docs/%2e%2e/%2e%2e/logback.xml",
                "/docs/..\\logback.xml",
                "/docs/swagger-ui.js.map",
            })
    void nothing_else_on_the_class_path_can_be_reached(String path) {
        try (TestListener listener = TestListener.serving(router -> {});
                RawClient client = listener.raw()) {
            String response = client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .readUntilClosed();

            assertThat(response).startsWith("HTTP/1.1 404 ");
        }
    }
}
