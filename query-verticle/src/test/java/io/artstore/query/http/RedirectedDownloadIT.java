package io.artstore.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.admin.DownloadTicket;
import io.artstore.common.contract.admin.DownloadTicketRequest;
import io.artstore.common.contract.admin.DownloadTicketsApi;
import io.artstore.common.contract.storage.DocumentFacts;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.query.testkit.Documents;
import io.artstore.query.testkit.QueryFixture;
import io.vertx.core.Future;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceBinder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers are sent to the element itself where they ask for it, with a ticket of their own. */
class RedirectedDownloadIT extends WithDownloads {
    RedirectedDownloadIT(QueryFixture query) {
        super(query);
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

    private MessageConsumer<JsonObject> tickets(DownloadTicketsApi admin) {
        return new ServiceBinder(query.platform().vertx())
                .setAddress(DownloadTicketsApi.ADDRESS)
                .register(DownloadTicketsApi.class, admin);
    }
}
