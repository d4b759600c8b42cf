package io.artstore.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.testkit.TestPlatform;
import io.artstore.query.testkit.QueryExtension;
import io.artstore.query.testkit.QueryFixture;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code /api/search} refuses, in whose words, and what it never takes long over. */
@ExtendWith(QueryExtension.class)
class SearchRefusalsIT {
    private final QueryFixture query;

    SearchRefusalsIT(QueryFixture query) {
        this.query = query;
    }

    @ParameterizedTest
    @CsvSource({"'', query.q", "q=, query.q", "q=%00, query.q", "q=a&limit=0, query.limit", "q=a&limit=x, query.limit"})
    void aSuggestionWithoutReasonIsRefused(String parameters, String location) {
        HttpResponse<String> answer = query.get("/api/search/suggest?" + parameters);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"" + location + "\"");
    }

    @Test
    void aSearchForNothingIsRefused() {
        JsonObject nothing = new JsonObject()
                .put("tags", new JsonArray())
                .put("username", "")
                .putNull("query");

        HttpResponse<String> answer = query.search(nothing);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("detail"))
                .isEqualTo("At least one search criteria required");
        assertThat(query.search(new JsonObject().put("min_size", 0)).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'query':''} | body.query",
                "{'query':5} | body.query",
                "{'query':'a\\u0000b'} | body.query",
                "{'filename':'\\u0000'} | body.filename",
                "{'username':'\\u0000'} | body.username",
                "{'file_extension':'12345678901'} | body.file_extension",
                "{'min_size':9223372036854775808} | body.min_size",
                "{'max_size':-1} | body.max_size",
                "{'min_size':5.5} | body.min_size",
                "{'query':'a','offset':9223372036854775808} | body.offset",
                "{'query':'a','offset':-1} | body.offset",
                "{'query':'a','limit':0} | body.limit",
                "{'query':'a','limit':1001} | body.limit",
                "{'query':'a','limit':null} | body.limit",
                "{'query':'a','mode':'FULLTEXT'} | body.mode",
                "{'query':'a','mode':null} | body.mode",
                "{'query':'a','sort_by':'id'} | body.sort_by",
                "{'query':'a','sort_order':'up'} | body.sort_order",
                "{'query':'a','total':'some'} | body.total",
                "{'query':'a','total':null} | body.total",
                "{'sha256':'abc'} | body.sha256",
                "{'mime_type':''} | body.mime_type",
                "{'storage_element_id':'\\u0000'} | body.storage_element_id",
                "{'created_after':'yesterday'} | body.created_after",
                "{'created_before':1e300} | body.created_before",
                "{'tags':['x\\u0000']} | body.tags.0",
                "{'tags':'x'} | body.tags",
                "{'tags':['123456789012345678901234567890123456789012345678901']} | body.tags.0",
                "{'query':'a','cursor':5} | body.cursor",
                "{'query':'a','facets':['size']} | body.facets",
                "{'query':'a','facets':'tag'} | body.facets",
                "{'query':'a','facets':['tag','tag','tag','tag','tag','tag']} | body.facets",
                "{'query':'a','highlight':'maybe'} | body.highlight",
                "{'query':'a','highlight':true,'limit':101} | body.limit",
                "{'metadata':'a'} | body.metadata",
                "{'metadata':[1]} | body.metadata",
                "{'metadata':{'a':{}}} | body.metadata",
                "{'metadata':{'a':[]}} | body.metadata",
                "{'metadata':{'a':'\\u0000'}} | body.metadata",
                "{'metadata':{'a':{'b':{'c':{'d':{'e':{'f':{'g':{'h':{'i':1}}}}}}}}}} | body.metadata",
                "[] | body"
            })
    void aFieldThatIsWrongIsNamed(String body, String location) {
        HttpResponse<String> answer = query.search(body.replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(new JsonObject(answer.body()).getJsonArray("errors"))
                .extracting(error -> ((JsonObject) error).getString("location"))
                .containsExactly(location);
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        JsonArray tags = new JsonArray();
        for (int i = 0; i < 51; i++) {
            tags.add("t" + i);
        }
        JsonObject body = new JsonObject()
                .put("query", "x".repeat(10_000))
                .put("tags", tags)
                .put("limit", 0)
                .put("mode", "guess");

        HttpResponse<String> answer = query.search(body);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(new JsonObject(answer.body()).getJsonArray("errors"))
                .extracting(error -> ((JsonObject) error).getString("location"))
                .containsExactlyInAnyOrder("body.query", "body.tags", "body.limit", "body.mode");
    }

    @Test
    void whoMayNotSearchIsToldSo() {
        HttpRequest anonymous = HttpRequest.newBuilder(query.address().resolve("/api/search"))
                .POST(BodyPublishers.ofString("{}"))
                .build();

        HttpResponse<String> answer = query.send(anonymous);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void aSearchTheDatabaseCannotFinishIsAnsweredInTime() {
        HttpResponse<String> answer = TestPlatform.await(
                query.database().withTransaction(connection -> connection
                        .query("LOCK TABLE public.file_metadata_cache IN ACCESS EXCLUSIVE MODE")
                        .execute()
                        .compose(locked -> query.platform()
                                .vertx()
                                .executeBlocking(() -> query.search(new JsonObject().put("query", "anything"))))),
                Duration.ofSeconds(20));

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("TIMEOUT");
    }
}
