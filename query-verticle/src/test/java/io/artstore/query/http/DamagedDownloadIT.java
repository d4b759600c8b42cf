package io.artstore.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.storage.DocumentFacts;
import io.artstore.query.testkit.Documents;
import io.artstore.query.testkit.FakeElement;
import io.artstore.query.testkit.QueryExtension;
import io.artstore.query.testkit.QueryFixture;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document that its element calls damaged is called damaged here too: nobody is told to try again in vain. */
@ExtendWith(QueryExtension.class)
class DamagedDownloadIT {
    private final QueryFixture query;
    private final FakeElement element;
    private final DocumentFacts document = Documents.named("a.bin");

    DamagedDownloadIT(QueryFixture query) {
        this.query = query;
        this.element = query.newElement();
        query.index(element, document);
    }

    @Test
    void isAnsweredAsTheElementDoes() throws Exception {
        refuse("application/problem+json", "{\"code\":\"DOCUMENT_DAMAGED\",\"status\":503,\"damage\":\"missing\"}");

        HttpResponse<String> answer = query.get(path());

        assertThat(answer.statusCode()).isEqualTo(503);
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getString("code")).isEqualTo("DOCUMENT_DAMAGED");
        assertThat(problem.getString("damage")).isEqualTo("missing");
        assertThat(problem.getString("detail")).contains(document.fileId()).contains("missing");
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void isNotToBeTriedAgainWhereTheHeadAloneIsAskedFor() throws Exception {
        refuse("application/problem+json", "");

        HttpResponse<String> answer = query.send(
                query.request(path()).method("HEAD", BodyPublishers.noBody()).build());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":\"UNAVAILABLE\"}",
                "{\"code\":[\"DOCUMENT_DAMAGED\"]}",
                "{}",
                "[]",
                "DOCUMENT_DAMAGED",
                ""
            })
    void isNothingElse(String problem) throws Exception {
        refuse("application/problem+json", problem);

        HttpResponse<String> answer = query.get(path());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("UNAVAILABLE");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    }

    @Test
    void anEndlessRefusalIsNotReadToItsEnd() throws Exception {
        element.onDownload(document.fileId(), request -> {
            HttpServerResponse response = request.response()
                    .setStatusCode(503)
                    .putHeader("Content-Type", "application/problem+json")
                    .setChunked(true);
            assertThat(response.write(" ".repeat(100_000))).isNotNull();
        });

        HttpResponse<String> answer = query.get(path());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("UNAVAILABLE");
    }

    private void refuse(String type, String body) {
        element.onDownload(document.fileId(), request -> assertThat(request.response()
                        .setStatusCode(503)
                        .putHeader("Content-Type", type)
                        .end(body))
                .isNotNull());
    }

    private String path() {
        return "/api/download/" + document.fileId();
    }
}
