package io.artstore.common.http;

import static io.artstore.common.http.TestListener.json;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.testkit.Eventually;
import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.handler.HttpException;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Whatever goes wrong, the caller reads one problem document. */
class FailuresIT {

    @Test
    void a_failure_of_the_service_is_rendered_with_facts_and_headers() {
        try (TestListener listener = TestListener.serving(router -> router.get("/full")
                .handler(ctx -> ctx.fail(new ServiceException(ErrorCode.INSUFFICIENT_STORAGE, "the element is full")
                        .withFact("available_bytes", 12L)
                        .withFact("status", "a fact never replaces a standard member")
                        .withHeader("Retry-After", "30"))))) {
            HttpResponse<String> response = listener.get("/full?secret=1", "X-Request-ID", "r1");

            assertThat(response.statusCode()).isEqualTo(507);
            assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
            assertThat(response.headers().firstValue("retry-after")).contains("30");
            assertThat(json(response))
                    .isEqualTo(new JsonObject()
                            .put("type", "urn:artstore:error:insufficient-storage")
                            .put("title", "Insufficient storage")
                            .put("status", 507)
                            .put("detail", "the element is full")
                            .put("code", "INSUFFICIENT_STORAGE")
                            .put("request_id", "r1")
                            .put("instance", "/full")
                            .put("available_bytes", 12));
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new HttpException(409, "there already"), 409, "CONFLICT", "there already"),
                Arguments.of(
                        new HttpException(413), 413, "PAYLOAD_TOO_LARGE", "the body is larger than this path accepts"),
                Arguments.of(
                        new DecodeException("secret"),
                        400,
                        "MALFORMED_REQUEST",
                        "the JSON of the request cannot be read"),
                Arguments.of(new TimeoutException("x"), 504, "TIMEOUT", "the request took too long and was given up"),
                Arguments.of(
                        new ReplyException(ReplyFailure.NO_HANDLERS, "nobody at x"),
                        503,
                        "UNAVAILABLE",
                        "the module that answers this is not running: nobody at x"),
                Arguments.of(
                        new IllegalStateException("password=1"),
                        500,
                        "INTERNAL",
                        "the request failed unexpectedly; quote the request id when you ask for help"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void every_failure_has_its_place_in_the_table(Throwable failure, int status, String code, String detail) {
        try (TestListener listener =
                TestListener.serving(router -> router.get("/fails").respond(ctx -> Future.failedFuture(failure)))) {
            HttpResponse<String> response = listener.get("/fails");

            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(json(response).getString("code")).isEqualTo(code);
            assertThat(json(response).getString("detail")).isEqualTo(detail);
        }
    }

    @Test
    void what_a_handler_throws_is_not_shown() {
        try (TestListener listener =
                TestListener.serving(router -> router.get("/throws").handler(ctx -> {
                    ctx.response().putHeader("ETag", "\"of the lost answer\"").putHeader("Content-Length", "99999");
                    throw new IllegalArgumentException("password=1");
                }))) {
            HttpResponse<String> response = listener.get("/throws");

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).doesNotContain("password");
            assertThat(response.headers().firstValue("etag")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nothing, 404, NOT_FOUND",
        "POST, /thing, 405, METHOD_NOT_ALLOWED",
        "FOO, /thing, 405, METHOD_NOT_ALLOWED",
        "GET, /with/%zz, 400, MALFORMED_REQUEST",
        "GET, //, 404, NOT_FOUND",
    })
    void the_routers_own_refusals_are_problems_too(String method, String path, int status, String code) {
        try (TestListener listener = TestListener.serving(router -> {
                    router.get("/thing").handler(ctx -> Responses.empty(ctx, 204));
                    router.get("/with/:id").handler(ctx -> Responses.empty(ctx, 204));
                });
                RawClient client = listener.raw()) {
            String response = client.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .readUntilClosed();

            assertThat(response).startsWith("HTTP/1.1 " + status + " ").contains("\"code\":\"" + code + "\"");
            if (status == 405) {
                assertThat(response).containsIgnoringCase("\r\nallow: GET, HEAD, OPTIONS\r\n");
            }
        }
    }

    @Test
    void a_failing_head_request_has_headers_only() {
        try (TestListener listener = TestListener.serving(router -> {})) {
            HttpResponse<String> response = listener.method("HEAD", "/nothing");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NONSENSE | 400 | MALFORMED_REQUEST",
                "GET / HTTP/1.1\\r\\nHost: x\\r\\nBad Header\\r\\n | 400 | MALFORMED_REQUEST",
                "GET /{9000} HTTP/1.1\\r\\nHost: x | 414 | URI_TOO_LONG",
                "GET / HTTP/1.1\\r\\nHost: x\\r\\nX-Big: {17000} | 431 | HEADERS_TOO_LARGE",
                "GET / HTTP/1.1 | 400 | MALFORMED_REQUEST",
            })
    void requests_that_cannot_be_read_are_answered_as_problems(String head, int status, String code) {
        String sent = head.replace("\\r\\n", "\r\n")
                .replace("{9000}", "x".repeat(9000))
                .replace("{17000}", "x".repeat(17000));
        try (TestListener listener = TestListener.serving(router -> {});
                RawClient client = listener.raw()) {
            String response = client.send(sent + "\r\n\r\n").readUntil("}");

            assertThat(response).matches("(?s)HTTP/1\\.[01] " + status + " .*");
            assertThat(response).containsIgnoringCase("content-type: application/problem+json");
            assertThat(response).containsIgnoringCase("x-request-id: ");
            assertThat(response).contains("\"code\":\"" + code + "\"");
        }
    }

    @Test
    void a_response_that_fails_after_its_head_is_broken_off() {
        try (TestListener listener =
                        TestListener.serving(router -> router.get("/stream").handler(ctx -> {
                            ctx.response().setChunked(true);
                            ctx.response()
                                    .write("begin")
                                    .onComplete(v -> ctx.fail(new IllegalStateException("lost the source")));
                        }));
                RawClient client = listener.raw()) {
            String response =
                    client.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n").readUntilClosed();

            assertThat(response).startsWith("HTTP/1.1 200 ").contains("begin");
            assertThat(response).doesNotContain("\r\n0\r\n").doesNotContain("problem");
        }
    }

    @Test
    void a_client_that_leaves_in_the_middle_is_nobodys_failure() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(ErrorResponder.class);
        log.start();
        logger.addAppender(log);
        try (TestListener listener = TestListener.serving(router -> router.get("/endless")
                .handler(ctx -> writeOn(ctx.response().setChunked(true)).onFailure(ctx::fail)))) {
            try (RawClient client = listener.raw()) {
                client.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("x");
            }
            awaitNothingInFlight(listener);
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list).noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.INFO));
    }

    private static Future<Void> writeOn(HttpServerResponse response) {
        return response.write("x".repeat(10_000)).compose(written -> writeOn(response));
    }

    private static void awaitNothingInFlight(TestListener listener) {
        Eventually.holds(
                () -> listener.get("/metrics").body().contains("http_server_requests_in_flight{listener=\"test\"} 0"));
    }

    @Test
    void a_failure_in_front_of_a_large_upload_is_readable_and_ends_the_connection() {
        try (TestListener listener = TestListener.serving(router -> router.post("/upload")
                        .handler(ctx -> ctx.fail(new ServiceException(ErrorCode.INSUFFICIENT_STORAGE, "full"))));
                RawClient client = listener.raw()) {
            String response = client.send("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n")
                    .send(new byte[300_000])
                    .readUntilClosed();

            assertThat(response).startsWith("HTTP/1.1 507 ").containsIgnoringCase("connection: close");
            assertThat(response).endsWith("}");
        }
    }

    @Test
    void a_failure_in_front_of_a_small_body_keeps_the_connection() {
        try (TestListener listener = TestListener.serving(
                        router -> router.post("/refuses").handler(ctx -> ctx.fail(ServiceException.notFound("no"))));
                RawClient client = listener.raw()) {
            String request = "POST /refuses HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";

            String first = client.send(request).readUntil("}");
            String second = client.send(request).readUntil("}");

            assertThat(first).startsWith("HTTP/1.1 404 ");
            assertThat(second).startsWith("HTTP/1.1 404 ");
        }
    }
}
