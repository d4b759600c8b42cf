package io.artstore.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.storage.DocumentFacts;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.query.testkit.Documents;
import io.artstore.query.testkit.FakeElement;
import io.artstore.query.testkit.QueryExtension;
import io.artstore.query.testkit.QueryFixture;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that ask for what makes no sense, do not read, or leave, cost the others nothing. */
@ExtendWith(QueryExtension.class)
class HostileClientsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** More than the pool has connections. */
    private static final int CLIENTS = 40;

    private final QueryFixture query;

    HostileClientsIT(QueryFixture query) {
        this.query = query;
    }

    @Test
    void downloadsThatNobodyReadsHoldNoConnectionToTheDatabase() throws IOException {
        FakeElement element = query.newElement();
        DocumentFacts document = Documents.named("stalled.bin");
        query.index(element, document);
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        element.onDownload(document.fileId(), request -> {
            begun.incrementAndGet();
            request.response().closeHandler(closed -> ended.incrementAndGet());
            request.response()
                    .putHeader("Content-Length", "1000000000")
                    .write(Buffer.buffer(new byte[2_000_000]))
                    .onFailure(gone -> {});
        });
        List<Socket> stalled = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            stalled.add(send("GET /api/download/" + document.fileId() + " HTTP/1.1\r\nHost: query\r\nAuthorization: "
                    + query.bearer() + "\r\n\r\n"));
        }
        Eventually.holds("all begun", () -> begun.get() == CLIENTS);

        HttpResponse<String> search = query.search(new JsonObject().put("filename", "stalled"));

        assertThat(search.statusCode()).isEqualTo(200);
        for (Socket socket : stalled) {
            socket.close();
        }
        Eventually.holds("the element was told of each", () -> ended.get() == CLIENTS);
    }

    @Test
    void searchesWhoseCallersLeftEndWithTheirTimeLimit() {
        TestPlatform.await(
                query.database().withTransaction(connection -> connection
                        .query("LOCK TABLE public.file_metadata_cache IN ACCESS EXCLUSIVE MODE")
                        .execute()
                        .compose(locked -> query.platform().vertx().executeBlocking(() -> {
                            for (int i = 0; i < CLIENTS; i++) {
                                abandonedSearch();
                            }
                            return null;
                        }))),
                LIMIT);

        Eventually.holds(
                "searches are answered again",
                () -> query.search(new JsonObject().put("query", "a")).statusCode() == 200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                ".*",
                "[a-z",
                "(((",
                "a{99999}",
                "\\",
                "\\E\\Q",
                "^$",
                "|",
                "%",
                "_",
                "\\%",
                "'",
                "\"",
                "''\"",
                ";--",
                "$1",
                "{}",
                "/*",
                "\uFFFF",
                "\uD83D\uDE00"
            })
    void aTextOfMetacharactersMeansItselfInEveryMode(String text) {
        for (String mode : List.of("partial", "exact", "fulltext")) {
            JsonObject body = new JsonObject()
                    .put("query", text)
                    .put("filename", text)
                    .put("mode", mode)
                    .put("sort_by", "relevance")
                    .put("highlight", true);

            HttpResponse<String> answer = query.search(body);

            assertThat(answer.statusCode()).as(mode + " " + answer.body()).isEqualTo(200);
        }
    }

    @Test
    void theFarthestOffsetIsAnEmptyPage() {
        JsonObject body =
                new JsonObject().put("min_size", 0).put("limit", 1_000).put("offset", Long.MAX_VALUE);

        HttpResponse<String> answer = query.search(body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()).getJsonArray("results")).isEmpty();
        assertThat(new JsonObject(answer.body()).getBoolean("has_more")).isFalse();
    }

    private void abandonedSearch() throws IOException {
        String body = "{\"query\":\"abandoned\"}";
        send("POST /api/search HTTP/1.1\r\nHost: query\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\nAuthorization: " + query.bearer() + "\r\n\r\n" + body)
                .close();
    }

    private Socket send(String request) throws IOException {
        Socket socket = new Socket(query.address().getHost(), query.address().getPort());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }
}
