package io.artstore.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What routes say about themselves, whichever way they were mounted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteTableTest {
    private final Vertx vertx = Vertx.vertx();
    private final RouteTable table = new RouteTable();

    @BeforeAll
    void mount() {
        Router router = Router.router(vertx);
        router.route().handler(ctx -> ctx.next());
        router.route("/api/*").handler(ctx -> ctx.next());
        router.get("/").handler(ctx -> ctx.next());
        router.get("/api/v1/files/:file_id").handler(ctx -> ctx.next());
        router.patch("/api/v1/files/:file_id").handler(ctx -> ctx.next());
        router.get("/api/v1/files/:file_id/download").handler(ctx -> ctx.next());
        router.getWithRegex("/old/[0-9]+").handler(ctx -> ctx.next());
        router.head("/own").handler(ctx -> ctx.next());
        router.get("/own").handler(ctx -> ctx.next());
        Router nested = Router.router(vertx);
        nested.post("/inner/:id").handler(ctx -> ctx.next());
        router.route("/nested/*").subRouter(nested);
        table.compile(router);
    }

    @AfterAll
    void close() {
        TestListener.await(vertx.close());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, /",
        "GET, /api/v1/files/7, /api/v1/files/:file_id",
        "HEAD, /api/v1/files/7/, /api/v1/files/:file_id",
        "GET, /api/v1/files/7/download, /api/v1/files/:file_id/download",
        "GET, /api/v1/other, /api/*",
        "GET, /old/12, /old/[0-9]+",
        "POST, /nested/inner/3, /nested/inner/:id",
        "PUT, /own, unmatched",
        "GET, /elsewhere, unmatched",
    })
    void the_label_of_a_request_is_its_routes_template(String method, String path, String template) {
        assertThat(table.template(HttpMethod.valueOf(method), path)).isEqualTo(template);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/files/7, 'GET, HEAD, OPTIONS, PATCH'",
        "/nested/inner/3/, 'OPTIONS, POST'",
        "/own, 'GET, HEAD, OPTIONS'",
        "/elsewhere, ''",
    })
    void a_path_knows_its_methods(String path, String methods) {
        assertThat(String.join(", ", table.methods(path))).isEqualTo(methods);
    }
}
