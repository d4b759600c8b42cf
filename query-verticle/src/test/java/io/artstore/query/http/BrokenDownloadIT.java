package io.artstore.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.testkit.Eventually;
import io.artstore.query.testkit.QueryFixture;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A download that cannot be had, breaks off or is given up is visibly broken, and holds nobody. */
class BrokenDownloadIT extends WithDownloads {
    BrokenDownloadIT(QueryFixture query) {
        super(query);
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

    private static void ignore(Future<Void> future) {
        future.onFailure(expected -> {});
    }
}
