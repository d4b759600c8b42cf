package io.artstore.common.http;

import static io.artstore.common.http.TestListener.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.ratelimit.RateLimiter;
import io.artstore.common.security.Caller;
import io.artstore.common.security.Role;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Requests per minute of service accounts, with the headers of the checkpoint. */
class AccountRateLimitsIT {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final AccountRateLimits limits =
            new AccountRateLimits(new RateLimiter(nanos::get), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void everyAnswerSaysHowManyRequestsAreLeft() {
        try (TestListener listener = limited()) {
            HttpResponse<String> response = listener.get("/me", "Authorization", "Bearer app");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(header(response, "X-RateLimit-Limit")).isEqualTo("3");
            assertThat(header(response, "X-RateLimit-Remaining")).isEqualTo("2");
            assertThat(header(response, "X-RateLimit-Reset")).isEqualTo(Long.toString(NOW.getEpochSecond() + 20));
        }
    }

    @Test
    void oneTooManyIs429WithWhatTheCheckpointSaid() {
        try (TestListener listener = limited()) {
            exhaust(listener, "app");

            HttpResponse<String> response = listener.get("/me", "Authorization", "Bearer app");

            JsonObject body = json(response);
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(header(response, "Retry-After")).isEqualTo("20");
            assertThat(header(response, "X-RateLimit-Limit")).isEqualTo("3");
            assertThat(header(response, "X-RateLimit-Remaining")).isEqualTo("0");
            assertThat(header(response, "X-RateLimit-Reset")).isEqualTo(Long.toString(NOW.getEpochSecond() + 20));
            assertThat(body.getString("code")).isEqualTo("TOO_MANY_REQUESTS");
            assertThat(body.getString("detail")).isEqualTo("Rate limit exceeded: 3 requests per minute");
            assertThat(body.getString("error")).isEqualTo("rate_limit_exceeded");
            assertThat(body.getString("message")).isEqualTo(body.getString("detail"));
            assertThat(body.getInteger("retry_after")).isEqualTo(20);
            assertThat(body.getInteger("current_usage")).isEqualTo(3);
            assertThat(body.getInteger("limit")).isEqualTo(3);
        }
    }

    @Test
    void accountsDoNotShareTheirRequestsAndPeopleAreNotCounted() {
        try (TestListener listener = limited()) {
            exhaust(listener, "app");

            assertThat(listener.get("/me", "Authorization", "Bearer other").statusCode())
                    .isEqualTo(200);
            for (int i = 0; i < 10; i++) {
                HttpResponse<String> person = listener.get("/me", "Authorization", "Bearer person");
                assertThat(person.statusCode()).isEqualTo(200);
                assertThat(person.headers().firstValue("X-RateLimit-Limit")).isEmpty();
            }
        }
    }

    @Test
    void aListenerThatDoesNotLimitSaysNothingAboutIt() {
        try (TestListener listener = TestListener.serving(AccountRateLimitsIT::routes)) {
            for (int i = 0; i < 10; i++) {
                HttpResponse<String> response = listener.get("/me", "Authorization", "Bearer app");
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.headers().firstValue("X-RateLimit-Limit")).isEmpty();
            }
        }
    }

    private TestListener limited() {
        return TestListener.serving(TestListener.settings(), "test", server -> {
            server.limitAccounts(limits);
            routes(server.router());
        });
    }

    private static void routes(io.vertx.ext.web.Router router) {
        router.get("/me")
                .handler(Authentication.require(AccountRateLimitsIT::verify))
                .handler(ctx -> Responses.json(ctx, 200, new JsonObject()));
    }

    private static Future<Caller> verify(String token) {
        OptionalInt limit = token.equals("person") ? OptionalInt.empty() : OptionalInt.of(3);
        return Future.succeededFuture(new Caller(
                token, token, Role.USER, Optional.empty(), "", Instant.now().plusSeconds(60), limit));
    }

    private static void exhaust(TestListener listener, String token) {
        for (int i = 0; i < 3; i++) {
            assertThat(listener.get("/me", "Authorization", "Bearer " + token).statusCode())
                    .isEqualTo(200);
        }
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }
}
