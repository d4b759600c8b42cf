package io.artstore.common.http;

import static io.artstore.common.http.TestListener.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small bodies, read with a bound and parsed once. The listener's limit is 1024 bytes. */
class BodiesIT {
    private static final String FORM = "application/x-www-form-urlencoded";

    private record Login(String user, String password) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON; charset=utf-8",
                "application/merge-patch+json",
            })
    void json_comes_under_these_types(String contentType) {
        try (TestListener listener = listener()) {
            HttpResponse<String> response =
                    listener.post("/login", contentType, "{\"user\":\"Ольга\",\"password\":\"x\"}");

            assertThat(json(response).getString("user")).isEqualTo("Ольга");
        }
    }

    @Test
    void json_needs_no_declared_type() {
        try (TestListener listener = listener();
                RawClient client = listener.raw()) {
            String response = client.send("POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 27\r\n\r\n"
                            + "{\"user\":\"a\",\"password\":\"b\"}")
                    .readUntil("}");

            assertThat(response).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void a_form_is_read_where_it_is_accepted() {
        try (TestListener listener = listener()) {
            HttpResponse<String> response = listener.post("/login", FORM, "user=a%20b+c&password=p%26q");

            assertThat(json(response))
                    .isEqualTo(new JsonObject().put("user", "a b c").put("length", 3));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/login, text/plain, 'application/json, application/x-www-form-urlencoded'",
        "/json, application/x-www-form-urlencoded, application/json",
        "/json, multipart/form-data; boundary=x, application/json",
    })
    void another_type_is_refused_with_those_accepted(String path, String contentType, String accepted) {
        try (TestListener listener = listener()) {
            HttpResponse<String> response = listener.post(path, contentType, "user=a");

            assertThat(response.statusCode()).isEqualTo(415);
            assertThat(response.headers().firstValue("accept")).contains(accepted);
            assertThat(json(response).getString("detail")).contains(contentType);
        }
    }

    @Test
    void a_declared_length_beyond_the_limit_is_refused_before_the_body() {
        try (TestListener listener = listener();
                RawClient client = listener.raw()) {
            String response = client.send("POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 1025\r\n\r\n")
                    .readUntil("}");

            assertThat(response)
                    .startsWith("HTTP/1.1 413 ")
                    .contains("the limit of 1KB")
                    .contains("\"limit_bytes\":1024");
        }
    }

    @Test
    void a_chunked_body_is_refused_at_the_byte_too_many() {
        try (TestListener listener = listener();
                RawClient client = listener.raw()) {
            String response = client.send("POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "401\r\n" + " ".repeat(1025) + "\r\n")
                    .readUntil("}");

            assertThat(response).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void a_client_that_waits_is_invited_only_when_its_body_is_wanted() {
        String head = "POST /login HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ";
        try (TestListener listener = listener();
                RawClient wanted = listener.raw();
                RawClient unwanted = listener.raw()) {
            String invitation = wanted.send(head + "27\r\n\r\n").readUntil("\r\n\r\n");
            String answer = wanted.send("{\"user\":\"a\",\"password\":\"b\"}").readUntil("}");
            String refusal = unwanted.send(head + "5000\r\n\r\n").readUntil("\r\n");

            assertThat(invitation).startsWith("HTTP/1.1 100 ");
            assertThat(answer).startsWith("HTTP/1.1 200 ");
            assertThat(refusal).startsWith("HTTP/1.1 413 ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"user\": \"s3cret\", | line 1, column 19",
                "{\"user\": s3cret} | line 1, column 17",
                "{} {} | after its end",
                "`{\"a\":\n\n1 s3cret}` | line 3, column 3",
            })
    void broken_json_is_refused_with_its_position_and_without_its_text(String body, String position) {
        try (TestListener listener = listener()) {
            HttpResponse<String> response = listener.post("/login", "application/json", body);

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response).getString("code")).isEqualTo("MALFORMED_REQUEST");
            assertThat(json(response).getString("detail")).contains(position).doesNotContain("s3cret");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | missing",
                "[] | model_attributes_type",
                "null | model_attributes_type",
                "7 | model_attributes_type"
            })
    void a_body_that_is_no_object_is_a_rejected_field(String body, String type) {
        try (TestListener listener = listener()) {
            HttpResponse<String> response = listener.post("/login", "application/json", body);

            assertThat(response.statusCode()).isEqualTo(422);
            assertThat(json(response).getJsonArray("errors").getJsonObject(0).getString("type"))
                    .isEqualTo(type);
        }
    }

    @Test
    void a_body_that_breaks_off_is_the_clients_fault() {
        String head = "POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
        try (TestListener listener = listener();
                RawClient client = listener.raw()) {
            String response = client.send(head).send("no-size\r\n").readUntilClosed();

            assertThat(response).doesNotContain("HTTP/1.1 5");
        }
    }

    @Test
    void an_encoded_body_is_refused() {
        try (TestListener listener = listener()) {
            HttpResponse<String> response = TestListener.send(listener.request("/login")
                    .header("Content-Encoding", "gzip")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")));

            assertThat(response.statusCode()).isEqualTo(415);
            assertThat(response.headers().firstValue("accept-encoding")).contains("identity");
        }
    }

    @ParameterizedTest
    @CsvSource({"/files/0f8fad5bd9cb469fa16570867728950e?limit=%zz", "/files/0f8fad5bd9cb469fa16570867728950e?%=1"})
    void a_query_that_cannot_be_decoded_is_malformed(String target) {
        try (TestListener listener = listener();
                RawClient client = listener.raw()) {
            String response = client.send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .readUntil("}");

            assertThat(response).startsWith("HTTP/1.1 400 ").contains("percent escape");
        }
    }

    @Test
    void all_rejected_fields_are_reported_together() {
        try (TestListener listener = listener()) {
            HttpResponse<String> response = listener.post("/login", "application/json", "{\"user\":7}");

            assertThat(response.statusCode()).isEqualTo(422);
            assertThat(json(response).getString("detail")).isEqualTo("2 fields were rejected; see errors");
            assertThat(json(response).getJsonArray("errors"))
                    .isEqualTo(new JsonArray()
                            .add(new JsonObject()
                                    .put("location", "body.user")
                                    .put("message", "must be a string, not a number")
                                    .put("type", "string_type"))
                            .add(new JsonObject()
                                    .put("location", "body.password")
                                    .put("message", "is required")
                                    .put("type", "missing")));
        }
    }

    @Test
    void query_and_path_are_read_the_same_way() {
        try (TestListener listener = listener()) {
            HttpResponse<String> right =
                    listener.get("/files/0F8FAD5B-D9CB-469F-A165-70867728950E?limit=5&tag=a&tag=b");
            HttpResponse<String> wrong = listener.get("/files/search?limit=x&Limit=3");

            assertThat(right.body())
                    .isEqualTo("{\"id\":\"0f8fad5b-d9cb-469f-a165-70867728950e\",\"limit\":5,\"tags\":2}");
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(json(wrong).getJsonArray("errors").getJsonObject(0).getString("location"))
                    .isEqualTo("path.file_id");
        }
    }

    private static TestListener listener() {
        return TestListener.serving(TestListener.settings(), "bodies", server -> {
            server.router().post("/login").handler(server.bodies().jsonOrForm()).handler(ctx -> {
                Login login = Requests.jsonOrForm(
                        ctx,
                        body -> new Login(
                                body.string("user").required(),
                                body.secret("password").required()));
                Responses.json(
                        ctx,
                        200,
                        new JsonObject()
                                .put("user", login.user())
                                .put("length", login.password().length()));
            });
            server.router().post("/json").handler(server.bodies().json()).handler(ctx -> Responses.empty(ctx, 204));
            server.router().get("/files/:file_id").handler(ctx -> {
                String id = Requests.path(ctx, path -> path.uuid("file_id").required())
                        .toString();
                JsonObject answer = Requests.query(ctx, query -> new JsonObject()
                        .put("id", id)
                        .put("limit", query.integer("limit").between(1, 100).orElse(20))
                        .put(
                                "tags",
                                query.strings("tag").orElse(java.util.List.of()).size()));
                Responses.json(ctx, 200, answer);
            });
        });
    }
}
