package io.artstore.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.storage.DocumentFacts;
import io.artstore.query.testkit.Documents;
import io.artstore.query.testkit.FakeElement;
import io.artstore.query.testkit.QueryExtension;
import io.artstore.query.testkit.QueryFixture;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.sqlclient.Row;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;

/** For tests of downloads: a document in an element that answers as the test says. */
@ExtendWith(QueryExtension.class)
abstract class WithDownloads {
    final QueryFixture query;
    final FakeElement element;
    final DocumentFacts document = Documents.named("Отчёт.bin");
    final byte[] content = new byte[3_000_000];

    WithDownloads(QueryFixture query) {
        this.query = query;
        this.element = query.newElement();
        new Random(7).nextBytes(content);
        query.index(element, document);
    }

    void serve(Handler<HttpServerRequest> handler) {
        element.onDownload(document.fileId(), handler);
    }

    String path() {
        return "/api/download/" + document.fileId();
    }

    HttpResponse<byte[]> fetch(HttpRequest.Builder request) throws Exception {
        return query.http().send(request.build(), BodyHandlers.ofByteArray());
    }

    static void assertHeader(HttpResponse<?> answer, String name, String value) {
        assertThat(answer.headers().firstValue(name)).as(name).hasValue(value);
    }

    List<Row> statistics() {
        return query
                .sql("SELECT * FROM public.download_statistics WHERE file_id = '" + document.fileId() + "'")
                .stream()
                .toList();
    }
}
