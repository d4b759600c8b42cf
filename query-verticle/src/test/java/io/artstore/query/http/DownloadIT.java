package io.artstore.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.contract.admin.DownloadTicket;
import io.artstore.common.contract.admin.DownloadTicketRequest;
import io.artstore.common.contract.admin.DownloadTicketsApi;
import io.artstore.common.contract.storage.DocumentFacts;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.query.testkit.Documents;
import io.artstore.query.testkit.FakeElement;
import io.artstore.query.testkit.QueryExtension;
import io.artstore.query.testkit.QueryFixture;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceBinder;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/download}: what the element says reaches the caller, whole or visibly broken. */
@ExtendWith(QueryExtension.class)
class DownloadIT {
    private final QueryFixture query;
    private final FakeElement element;
    private final DocumentFacts document = Documents.named("Отчёт.bin");
    private final byte[] content = new byte[3_000_000];

    DownloadIT(QueryFixture query) {
        this.query = query;
        this.element = query.newElement();
        new Random(7).nextBytes(content);
        query.index(element, document);
    }

    @Test
    void theBytesAndWhatDescribesThemArrive() throws Exception {
        CompletableFuture<HttpServerRequest> asked = new CompletableFuture<>();
        serve(request -> {
            asked.complete(request);
            request.response()
                    .putHeader("Content-Type", "application/x-report")
                    .putHeader("Content-Disposition", "attachment; filename*=UTF-8''%D0%9E.bin")
                    .putHeader("ETag", "\"abc\"")
                    .putHeader("Last-Modified", "Sun, 16 Nov 2025 08:30:00 GMT")
                    .putHeader("Accept-Ranges", "bytes")
                    .putHeader("Repr-Digest", "sha-256=:AAA=:")
                    .putHeader("Cache-Control", "private, immutable")
                    .putHeader("Set-Cookie", "a=b")
                    .putHeader("Vary", "Origin")
                    .end(Buffer.buffer(content));
        });

        HttpResponse<byte[]> answer = fetch(query.request(path()).header("X-Request-ID", "request-7"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(content);
        assertHeader(answer, "Content-Type", "application/x-report");
        assertHeader(answer, "Content-Length", "3000000");
        assertHeader(answer, "Content-Disposition", "attachment; filename*=UTF-8''%D0%9E.bin");
        assertHeader(answer, "ETag", "\"abc\"");
        assertHeader(answer, "Last-Modified", "Sun, 16 Nov 2025 08:30:00 GMT");
        assertHeader(answer, "Accept-Ranges", "bytes");
        assertHeader(answer, "Repr-Digest", "sha-256=:AAA=:");
        assertHeader(answer, "Cache-Control", "private, immutable");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.headers().allValues("Vary")).hasSize(1);
        HttpServerRequest seen = asked.get(5, TimeUnit.SECONDS);
        assertThat(seen.getHeader("Authorization")).isEqualTo(query.bearer());
        assertThat(seen.getHeader("X-Request-ID")).isEqualTo("request-7");
    }

    @Test
    void rangesAndConditionsReachTheElement() throws Exception {
        CompletableFuture<HttpServerRequest> asked = new CompletableFuture<>();
        serve(request -> {
            asked.complete(request);
            request.response()
                    .setStatusCode(206)
                    .putHeader("Content-Range", "bytes 10-19/3000000")
                    .end(Buffer.buffer(content).slice(10, 20));
        });

        HttpResponse<byte[]> answer = fetch(query.request(path())
                .header("Range", "bytes=10-19")
                .header("If-Range", "\"abc\"")
                .header("If-Match", "\"abc\"")
                .header("If-Unmodified-Since", "Sun, 16 Nov 2025 08:30:00 GMT")
                .header("Accept", "application/x-report"));

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(content, 10, 20));
        assertHeader(answer, "Content-Range", "bytes 10-19/3000000");
        HttpServerRequest seen = asked.get(5, TimeUnit.SECONDS);
        assertThat(seen.getHeader("Range")).isEqualTo("bytes=10-19");
        assertThat(seen.getHeader("If-Range")).isEqualTo("\"abc\"");
        assertThat(seen.getHeader("If-Match")).isEqualTo("\"abc\"");
        assertThat(seen.getHeader("If-Unmodified-Since")).isEqualTo("Sun, 16 Nov 2025 08:30:00 GMT");
        assertThat(seen.getHeader("Accept")).isEqualTo("application/x-report");
        Eventually.holds("recorded", () -> statistics().size() == 1);
        assertThat(statistics().get(0).getBoolean("was_resumed")).isTrue();
    }

    @Test
    void severalRangesArriveAsTheElementSentThem() throws Exception {
        CompletableFuture<String> asked = new CompletableFuture<>();
        String body = "\r\n--x\r\nContent-Range: bytes 0-0/9\r\n\r\na\r\n--x\r\nContent-Range: bytes 8-8/9\r\n\r\nb"
                + "\r\n--x--\r\n";
        serve(request -> {
            asked.complete(request.getHeader("Range"));
            request.response()
                    .setStatusCode(206)
                    .putHeader("Content-Type", "multipart/byteranges; boundary=x")
                    .putHeader("Repr-Digest", "sha-256=:AAA=:")
                    .end(body);
        });

        HttpResponse<byte[]> answer = fetch(query.request(path()).header("Range", "bytes=0-0,8-8"));

        assertThat(asked.get(5, TimeUnit.SECONDS)).isEqualTo("bytes=0-0,8-8");
        assertThat(answer.statusCode()).isEqualTo(206);
        assertHeader(answer, "Content-Type", "multipart/byteranges; boundary=x");
        assertHeader(answer, "Repr-Digest", "sha-256=:AAA=:");
        assertThat(new String(answer.body(), StandardCharsets.US_ASCII)).isEqualTo(body);
    }

    @Test
    void whatTheCallerHasAlreadyIsNotSentAgain() throws Exception {
        serve(request -> request.response()
                .setStatusCode("\"abc\"".equals(request.getHeader("If-None-Match")) ? 304 : 500)
                .putHeader("ETag", "\"abc\"")
                .end());

        HttpResponse<byte[]> answer = fetch(query.request(path()).header("If-None-Match", "\"abc\""));

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertHeader(answer, "ETag", "\"abc\"");
    }

    @Test
    void headTellsTheLengthWithoutTheBytes() throws Exception {
        serve(request -> request.response()
                .putHeader("Content-Length", request.method().name().equals("HEAD") ? "3000000" : "1")
                .putHeader("Repr-Digest", "sha-256=:AAA=:")
                .end());

        HttpResponse<byte[]> answer = query.http()
                .send(
                        query.request(path())
                                .method("HEAD", BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertHeader(answer, "Content-Length", "3000000");
        assertHeader(answer, "Repr-Digest", "sha-256=:AAA=:");
    }

    @Test
    void anEmptyDocumentArrivesEmpty() throws Exception {
        serve(request -> request.response().end());

        HttpResponse<byte[]> answer = fetch(query.request(path()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertHeader(answer, "Content-Length", "0");
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400, MODE_NOT_ALLOWED",
        "401, 401, INVALID_TOKEN",
        "403, 403, FORBIDDEN",
        "404, 404, NOT_FOUND",
        "412, 412, PRECONDITION_FAILED",
        "416, 416, RANGE_NOT_SATISFIABLE",
        "429, 429, TOO_MANY_REQUESTS",
        "500, 502, BAD_GATEWAY",
        "302, 502, BAD_GATEWAY",
        "503, 503, UNAVAILABLE"
    })
    void whatTheElementRefusesIsTranslated(int status, int expected, String code) throws Exception {
        serve(request -> request.response()
                .setStatusCode(status)
                .putHeader("Content-Range", "bytes */3000000")
                .putHeader("Retry-After", "17")
                .putHeader("WWW-Authenticate", "Bearer error=\"x\"")
                .putHeader("Location", "http://elsewhere.example/")
                .end("some text of the element"));

        HttpResponse<String> answer = query.get(path());

        assertThat(answer.statusCode()).isEqualTo(expected);
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo(code);
        assertThat(answer.headers().firstValue("Content-Range").isPresent()).isEqualTo(status == 416);
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503 || status == 429);
        assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
                .isEqualTo(status == 401 || status == 403);
    }

    @Test
    void anElementThatIsAwayIsWorthTryingAgain() {
        element.stopServing();

        HttpResponse<String> answer = query.get(path());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    }

    @Test
    void aBodyThatBreaksOffNeverLooksWhole() {
        serve(request -> request.response()
                .putHeader("Content-Length", Integer.toString(content.length))
                .write(Buffer.buffer(content).slice(0, 1_000_000))
                .onComplete(written -> ignore(request.connection().close())));

        assertThatThrownBy(() -> fetch(query.request(path()))).isInstanceOf(IOException.class);
        Eventually.holds("recorded", () -> statistics().size() == 1);
        assertThat(query.get("/metrics").body())
                .containsPattern("artstore_query_downloads_total\\{outcome=\"broken\"}");
    }

    @Test
    void aChunkedBodyThatBreaksOffNeverLooksWhole() {
        serve(request -> request.response()
                .setChunked(true)
                .write(Buffer.buffer(content).slice(0, 1_000_000))
                .onComplete(written -> ignore(request.connection().close())));

        assertThatThrownBy(() -> fetch(query.request(path()))).isInstanceOf(IOException.class);
    }

    @Test
    void aCallerThatLeavesStopsTheElement() throws Exception {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        serve(request -> {
            request.response().closeHandler(closed -> stopped.complete(null));
            ignore(request.response().putHeader("Content-Length", "1000000000").write(Buffer.buffer(content)));
        });

        try (Socket socket = openDownload()) {
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }

        stopped.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aCallerThatDoesNotReadHoldsTheElementBack() throws Exception {
        AtomicLong written = new AtomicLong();
        serve(request -> pour(request.response().putHeader("Content-Length", "100000000000"), written));

        try (Socket socket = openDownload()) {
            Eventually.holds("the element stands still", () -> standsStill(written));
            assertThat(socket.isConnected()).isTrue();
        }

        assertThat(written.get()).isPositive().isLessThan(64_000_000);
    }

    @Test
    void whatWasSentIsRemembered() throws Exception {
        serve(request -> request.response().end(Buffer.buffer(content)));

        fetch(query.request(path()));

        Eventually.holds("recorded", () -> statistics().size() == 1);
        Row row = statistics().get(0);
        assertThat(row.getLong("bytes_transferred")).isEqualTo(content.length);
        assertThat(row.getInteger("download_time_ms")).isNotNegative();
        assertThat(row.getBoolean("was_resumed")).isFalse();
        assertThat(row.getString("username")).isEqualTo("carol");
        assertThat(row.getString("storage_element_id")).isEqualTo(element.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void aCallerCanBeSentToTheElementWithATicketOfTheirOwn(String method) {
        List<DownloadTicketRequest> asked = new CopyOnWriteArrayList<>();
        MessageConsumer<JsonObject> admin = tickets(request -> {
            asked.add(request);
            return Future.succeededFuture(new DownloadTicket("a.b+c", Instant.now()));
        });

        HttpResponse<String> answer = query.send(query.request(path() + "?mode=redirect")
                .header("Host-Of-Mine", "evil.example")
                .method(method, BodyPublishers.noBody())
                .build());

        TestPlatform.await(admin.unregister(), Duration.ofSeconds(10));
        assertThat(answer.statusCode()).isEqualTo(307);
        assertHeader(
                answer, "Location", element.url() + "/api/v1/files/" + document.fileId() + "/download?ticket=a.b%2Bc");
        assertHeader(answer, "Cache-Control", "no-store");
        assertHeader(answer, "Referrer-Policy", "no-referrer");
        assertThat(answer.body()).isEmpty();
        assertThat(asked)
                .containsExactly(
                        new DownloadTicketRequest(element.id(), document.fileId(), "7", "carol", "readonly", null));
        assertThat(query.get("/metrics").body())
                .containsPattern("artstore_query_downloads_total\\{outcome=\"redirected\"}");
    }

    @Test
    void nobodyIsSentAwayWithoutATicketOrToAnElementThatIsSilent() {
        DocumentFacts elsewhere = Documents.named("elsewhere.bin");
        query.index(element, elsewhere);
        query.sql("UPDATE public.file_metadata_cache SET storage_element_id = 'silent', storage_element_url ="
                + " 'http://evil.example' WHERE id = '" + elsewhere.fileId() + "'");

        HttpResponse<String> withoutAdmin = query.get(path() + "?mode=redirect");
        HttpResponse<String> unknownElement = query.get("/api/download/" + elsewhere.fileId() + "?mode=redirect");

        query.sql("DELETE FROM public.file_metadata_cache WHERE storage_element_id = 'silent'");
        assertThat(List.of(withoutAdmin, unknownElement)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertHeader(answer, "Retry-After", "5");
            assertThat(answer.headers().firstValue("Location")).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"mode=other, 422", "mode=REDIRECT, 422", "mode=, 422", "mode=proxy&mode=redirect, 422"})
    void aWayThatDoesNotExistIsNamed(String parameters, int status) {
        HttpResponse<String> answer = query.get(path() + "?" + parameters);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("query.mode");
    }

    @Test
    void metadataSaysWhereTheDocumentIs() {
        HttpResponse<String> answer = query.get(path() + "/metadata");

        assertThat(answer.body())
                .isEqualTo("{\"id\":\"" + document.fileId()
                        + "\",\"filename\":\"Отчёт.bin\",\"file_size\":1000,\"mime_type\":\"text/plain\","
                        + "\"sha256_hash\":\"" + "ab".repeat(32)
                        + "\",\"created_at\":\"2025-11-16T08:30:00Z\",\"storage_element_id\":\"" + element.id()
                        + "\",\"storage_element_url\":\"" + element.url()
                        + "\",\"download_url\":null,\"supports_range_requests\":true}");
    }

    @Test
    void anUnknownDocumentIsNamed() {
        HttpResponse<String> content = query.get("/api/download/nothing");
        HttpResponse<String> metadata = query.get("/api/download/nothing/metadata");

        assertThat(content.statusCode()).isEqualTo(404);
        assertThat(new JsonObject(content.body()).getString("detail")).isEqualTo("File not found: nothing");
        assertThat(metadata.statusCode()).isEqualTo(404);
        assertThat(new JsonObject(metadata.body()).getString("detail")).isEqualTo("File metadata not found: nothing");
    }

    @Test
    void whoHasNoTokenGetsNothing() {
        URI address = query.address().resolve(path());

        assertThat(query.send(HttpRequest.newBuilder(address).build()).statusCode())
                .isEqualTo(401);
    }

    private MessageConsumer<JsonObject> tickets(DownloadTicketsApi admin) {
        return new ServiceBinder(query.platform().vertx())
                .setAddress(DownloadTicketsApi.ADDRESS)
                .register(DownloadTicketsApi.class, admin);
    }

    private void serve(Handler<HttpServerRequest> handler) {
        element.onDownload(document.fileId(), handler);
    }

    private String path() {
        return "/api/download/" + document.fileId();
    }

    private HttpResponse<byte[]> fetch(HttpRequest.Builder request) throws Exception {
        return query.http().send(request.build(), BodyHandlers.ofByteArray());
    }

    private Socket openDownload() throws IOException {
        Socket socket = new Socket(query.address().getHost(), query.address().getPort());
        OutputStream out = socket.getOutputStream();
        out.write(("GET " + path() + " HTTP/1.1\r\nHost: query\r\nAuthorization: " + query.bearer() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    private void pour(HttpServerResponse response, AtomicLong written) {
        while (!response.writeQueueFull() && !response.closed()) {
            ignore(response.write(Buffer.buffer(new byte[100_000])));
            written.addAndGet(100_000);
        }
        response.drainHandler(drained -> pour(response, written));
    }

    private static boolean standsStill(AtomicLong written) throws InterruptedException {
        long before = written.get();
        TimeUnit.MILLISECONDS.sleep(500);
        return before > 0 && written.get() == before;
    }

    private List<Row> statistics() {
        return query
                .sql("SELECT * FROM public.download_statistics WHERE file_id = '" + document.fileId() + "'")
                .stream()
                .toList();
    }

    private static void ignore(Future<Void> future) {
        future.onFailure(expected -> {});
    }

    private static void assertHeader(HttpResponse<?> answer, String name, String value) {
        assertThat(answer.headers().firstValue(name)).as(name).hasValue(value);
    }
}
