package io.artstore.admin;

import static io.artstore.admin.RegistryFixture.ELEMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.common.testkit.TestCertificate;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever answers at an address, discovery says what it is, soon, and without going elsewhere. */
class ElementDiscoveryIT {
    private static final String INFO = "/api/v1/info";

    private static RegistryFixture registry;

    @BeforeAll
    static void start() {
        registry = RegistryFixture.start(Duration.ofMinutes(1));
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void anElementIsDescribedAndNotRegistered() {
        try (FakeElement element = registry.element().in("rw").holding(10, 500)) {
            Answer answer = registry.discover(element.url());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().getString("element_id")).isEqualTo(element.id());
            assertThat(answer.body().getString("mode")).isEqualTo("rw");
            assertThat(answer.body().getLong("capacity_bytes")).isEqualTo(500);
            assertThat(answer.body().getLong("available_bytes")).isEqualTo(480);
            assertThat(answer.body().getString("api_url")).isEqualTo(element.url());
            assertThat(registry.rowsOf(element)).isEmpty();
        }
    }

    @Test
    void anElementOfTheOriginalHasNoElementIdAndNoCapacityRoute() {
        try (FakeElement element = registry.element()) {
            JsonObject info = element.info();
            info.remove("element_id");
            element.answering(INFO, request -> FakeElement.end(request, 200, info))
                    .answering("/api/v1/capacity", request -> FakeElement.end(request, 404, new JsonObject()));

            Answer answer = registry.discover(element.url());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().getString("element_id")).isEqualTo(element.id());
            assertThat(answer.body().getValue("available_bytes")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>hello</html>", "[]", "{}", "{\"name\": \"x\", \"mode\": \"write\"}", "{\"name\": 5}"})
    void anotherServerIsNamedAsSuchAndNotQuoted(String page) {
        try (FakeElement element = registry.element()) {
            element.answering(INFO, request -> request.response().end(page));

            Answer answer = registry.discover(element.url());

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body().getString("fault")).isEqualTo("not_an_element");
            assertThat(answer.body().getString("detail"))
                    .contains(element.url())
                    .doesNotContain("hello");
        }
    }

    @Test
    void aServerThatRedirectsIsNotFollowed() {
        try (FakeElement element = registry.element();
                FakeElement other = registry.element()) {
            element.answering(INFO, request -> request.response()
                    .setStatusCode(302)
                    .putHeader("Location", other.url() + INFO)
                    .end());

            Answer answer = registry.discover(element.url());

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body().getString("fault")).isEqualTo("redirects");
            assertThat(other.questions()).isZero();
        }
    }

    @Test
    void aServerThatIsSlowIsGivenUp() {
        try (FakeElement element = registry.element()) {
            element.answering(INFO, request -> {});
            long begin = System.nanoTime();

            Answer answer = registry.discover(element.url());

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body().getString("fault")).isEqualTo("timed_out");
            assertThat(answer.header("Retry-After")).isNotNull();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void aServerThatDripsIsGivenUpLikewise() {
        try (FakeElement element = registry.element()) {
            AtomicInteger drops = new AtomicInteger();
            element.answering(INFO, request -> {
                request.response().setChunked(true);
                long timer = registry.vertx().setPeriodic(100, tick -> {
                    drops.incrementAndGet();
                    request.response().write(" ").onFailure(gone -> {});
                });
                request.response().exceptionHandler(gone -> registry.vertx().cancelTimer(timer));
                request.response().closeHandler(gone -> registry.vertx().cancelTimer(timer));
            });

            Answer answer = registry.discover(element.url());

            assertThat(answer.body().getString("fault")).isEqualTo("timed_out");
            assertThat(drops.get()).isPositive();
        }
    }

    @Test
    void aHugeAnswerIsNotRead() {
        try (FakeElement element = registry.element()) {
            Buffer huge = Buffer.buffer(new byte[8 * 1024 * 1024]);
            element.answering(INFO, request -> request.response().end(huge).onFailure(gone -> {}));

            Answer answer = registry.discover(element.url());

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body().getString("fault")).isEqualTo("not_an_element");
            assertThat(answer.body().getString("detail")).contains("65536 bytes");
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNamedAsTheReason(@TempDir Path folder) {
        TestCertificate certificate = TestCertificate.in(folder);
        HttpServerOptions tls = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(certificate.certificateFile().toString())
                        .setKeyPath(certificate.keyFile().toString()));
        try (FakeElement element = FakeElement.start(registry.vertx(), "secure", tls)) {
            Answer untrusted = registry.discover(element.url());
            Answer plain = registry.discover(element.url().replace("https", "http"));

            assertThat(untrusted.status()).isEqualTo(502);
            assertThat(untrusted.body().getString("fault")).isEqualTo("tls");
            assertThat(untrusted.body().getString("detail")).contains("certif");
            assertThat(plain.status()).isEqualTo(503);
            assertThat(plain.body().getString("detail")).contains("TLS");
        }
    }

    @Test
    void aPortWhereNobodyListensAndAHostNobodyKnowsAreToldApart() {
        Answer refused = registry.discover("http://127.0.0.1:1");
        Answer unknown = registry.discover("http://no-such-host.invalid:8010");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body().getString("fault")).isEqualTo("refused");
        assertThat(unknown.status()).isEqualTo(502);
        assertThat(unknown.body().getString("fault")).isEqualTo("unknown_host");
    }

    @Test
    void bytesThatAreNoHttpAreNoElement() {
        NetServer server = registry.vertx().createNetServer();
        TestPlatform.await(
                server.connectHandler(socket -> socket.handler(bytes -> socket.write("220 mail.example ESMTP\r\n\r\n")))
                        .listen(0, "127.0.0.1"),
                Duration.ofSeconds(10));

        Answer answer = registry.discover("http://127.0.0.1:" + server.actualPort());

        assertThat(answer.status()).isBetween(502, 503);
        assertThat(answer.body().getString("fault")).isIn("not_an_element", "broken");
        TestPlatform.await(server.close(), Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254",
                "http://[fe80::1]:8010",
                "http://224.0.0.1",
                "http://0.0.0.0:8010",
                "http://[::]:8010",
                "file:///etc/passwd",
                "gopher://127.0.0.1",
                "127.0.0.1:8010"
            })
    void addressesThatNoElementHasAreNotAsked(String url) {
        Answer answer = registry.discover(url);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().getString("detail")).startsWith("body.api_url");
    }

    @Test
    void anElementThatFailsIsAway() {
        try (FakeElement element = registry.element()) {
            element.answering(INFO, request -> FakeElement.end(request, 500, new JsonObject()));

            Answer answer = registry.discover(element.url());

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body().getString("fault")).isEqualTo("failing");
        }
    }

    @Test
    void theReasonOfAFailureIsKeptAndCounted() throws Exception {
        try (FakeElement element = registry.element()) {
            int id = registry.registered(element).getInteger("id");
            element.answering(INFO, request -> request.response().end("no element"));

            Answer sync = registry.post(ELEMENTS + "/" + id + "/sync", new JsonObject());
            Answer health = registry.post(ELEMENTS + "/" + id + "/health", new JsonObject());

            assertThat(sync.status()).isEqualTo(502);
            assertThat(health.status()).isEqualTo(200);
            JsonObject known = health.body().getJsonObject("health");
            assertThat(known.getString("fault")).isEqualTo("not_an_element");
            assertThat(known.getInteger("consecutive_failures")).isGreaterThanOrEqualTo(2);
            assertThat(health.body().getString("status")).isEqualTo("offline");
            assertThat(metrics()).contains("artstore_admin_element_checks_total{outcome=\"not_an_element\"}");
        }
    }

    private static String metrics() throws Exception {
        return java.net.http.HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(
                                        registry.platform.address("admin").resolve("/metrics"))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
