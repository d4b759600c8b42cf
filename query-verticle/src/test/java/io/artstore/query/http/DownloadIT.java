package io.artstore.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.testkit.Eventually;
import io.artstore.query.testkit.QueryFixture;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code /api/download}: what the element says reaches the caller. */
class DownloadIT extends WithDownloads {
    DownloadIT(QueryFixture query) {
        super(query);
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
}
