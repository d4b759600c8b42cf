package io.artstore.common.http;

import static io.artstore.common.http.TestListener.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.artstore.common.security.Permission;
import io.artstore.common.security.Role;
import io.artstore.common.security.TokenVerifier;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bearer tokens in front of routes, uploads among them. */
class AuthenticationIT {
    private static final int BODY_BYTES = 3_000_000;

    private final AtomicLong bytesSeen = new AtomicLong();

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic dXNlcjpwYXNz", "Bearer", "Bearer ", "Bearer two words"})
    void without_a_bearer_token_there_is_a_plain_challenge(String header) {
        try (TestListener listener = TestListener.serving(this::routes)) {
            HttpResponse<String> response =
                    header.isEmpty() ? listener.get("/me") : listener.get("/me", "Authorization", header);

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("www-authenticate")).contains("Bearer");
            assertThat(json(response).getString("code")).isEqualTo("UNAUTHENTICATED");
        }
    }

    @Test
    void a_bad_token_is_named_as_such() {
        try (TestListener listener = TestListener.serving(this::routes)) {
            HttpResponse<String> response = listener.get("/me", "Authorization", "Bearer forged");

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("www-authenticate"))
                    .contains(
                            "Bearer error=\"invalid_token\", error_description=\"the signature of ?forged? is wrong\"");
        }
    }

    @Test
    void a_missing_right_is_named() {
        try (TestListener listener = TestListener.serving(this::routes)) {
            HttpResponse<String> response = listener.method("POST", "/upload", "Authorization", "Bearer readonly");

            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(json(response).getString("detail"))
                    .isEqualTo("this needs files.upload, which the role 'readonly' does not have");
            assertThat(response.headers().firstValue("www-authenticate"))
                    .contains("Bearer error=\"insufficient_scope\", scope=\"files.upload\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"no-keys, 503, UNAVAILABLE", "explodes, 500, INTERNAL"})
    void a_verifier_that_cannot_decide_does_not_blame_the_caller(String token, int status, String code) {
        try (TestListener listener = TestListener.serving(this::routes)) {
            HttpResponse<String> response = listener.get("/me", "Authorization", "Bearer " + token);

            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(json(response).getString("code")).isEqualTo(code);
            assertThat(response.headers().firstValue("www-authenticate")).isEmpty();
        }
    }

    @Test
    void the_scheme_is_case_insensitive_and_the_caller_is_known_behind_it() {
        try (TestListener listener = TestListener.serving(this::routes)) {
            HttpResponse<String> response = listener.get("/me", "Authorization", "bearer user");

            assertThat(json(response).getString("subject")).isEqualTo("id-of-user");
        }
    }

    @Test
    void no_byte_of_an_upload_is_lost_while_a_slow_verifier_works() {
        try (TestListener listener = TestListener.serving(this::routes)) {
            HttpResponse<String> response = TestListener.send(listener.request("/upload")
                    .header("Authorization", "Bearer user")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[BODY_BYTES])));

            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(json(response).getInteger("bytes")).isEqualTo(BODY_BYTES);
        }
    }

    @Test
    void no_byte_is_lost_when_the_next_handler_pauses_again() {
        try (TestListener listener = TestListener.serving(this::routes)) {
            HttpResponse<String> response = TestListener.send(listener.request("/later")
                    .header("Authorization", "Bearer user")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[BODY_BYTES])));

            assertThat(json(response).getInteger("bytes")).isEqualTo(BODY_BYTES);
        }
    }

    @Test
    void an_unauthenticated_upload_is_refused_without_its_body() {
        String head = String.join(
                "\r\n",
                "POST /upload HTTP/1.1",
                "Host: x",
                "Content-Length: 1000000000",
                "Authorization: Bearer forged",
                "\r\n");
        try (TestListener listener = TestListener.serving(this::routes);
                RawClient client = listener.raw()) {
            String response = client.send(head).readUntil("}");

            assertThat(response).startsWith("HTTP/1.1 401 ").containsIgnoringCase("connection: close");
            assertThat(bytesSeen).hasValue(0);
        }
    }

    private void routes(Router router) {
        router.get("/me").handler(Authentication.require(this::verify)).handler(this::me);
        router.post("/upload")
                .handler(Authentication.require(this::verify, Permission.FILES_UPLOAD))
                .handler(this::receive);
        router.post("/later")
                .handler(Authentication.require(this::verify, Permission.FILES_UPLOAD))
                .handler(ctx -> {
                    ctx.request().pause();
                    later(ctx.vertx()).onSuccess(v -> {
                        receive(ctx);
                        ctx.request().resume();
                    });
                });
    }

    private void me(RoutingContext ctx) {
        Responses.json(
                ctx,
                200,
                new JsonObject().put("subject", Authentication.caller(ctx).subject()));
    }

    private void receive(RoutingContext ctx) {
        ctx.request()
                .handler(chunk -> bytesSeen.addAndGet(chunk.length()))
                .endHandler(v -> Responses.json(ctx, 201, new JsonObject().put("bytes", bytesSeen.get())));
    }

    /** Decides by the word that is the token, after a while, as one that must fetch a key first would. */
    private Future<Caller> verify(String token) {
        TokenVerifier immediate = AuthenticationIT::decide;
        return later(Vertx.currentContext().owner()).compose(v -> immediate.verify(token));
    }

    private static Future<Caller> decide(String token) {
        return switch (token) {
            case "forged" ->
                Future.failedFuture(
                        new ServiceException(ErrorCode.INVALID_TOKEN, "the signature of \"forged\" is wrong"));
            case "no-keys" ->
                Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE, "no verification key is known yet"));
            case "explodes" -> throw new IllegalStateException("a fault of the program");
            default ->
                Future.succeededFuture(new Caller(
                        "id-of-" + token,
                        token,
                        Role.parse(token).orElseThrow(),
                        Optional.empty(),
                        "",
                        Instant.now().plusSeconds(60),
                        OptionalInt.empty()));
        };
    }

    private static Future<Void> later(Vertx vertx) {
        Promise<Void> promise = Promise.promise();
        vertx.setTimer(100, id -> promise.complete());
        return promise.future();
    }
}
