package io.artstore.common.http;

import static io.artstore.common.http.TestListener.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.config.HttpSettings;
import io.artstore.common.config.HttpSettings.TlsFiles;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.testkit.TestCertificate;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listener with a certificate of its own: TLS, and HTTP/2 where the client asks for it. */
class TlsIT {
    @TempDir
    static Path folder;

    private static TlsFiles files;
    private static HttpClient client;

    @BeforeAll
    static void makeCertificate() throws Exception {
        TestCertificate own = TestCertificate.in(folder);
        files = new TlsFiles(own.certificateFile(), own.keyFile());
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(trusting(own.certificate()))
                .build();
    }

    @Test
    void serves_http2_over_tls_and_reports_an_https_address() throws Exception {
        try (TestListener listener = TestListener.serving(settings(), "tls", server -> {})) {
            URI address = listener.context.addresses().of("tls");

            HttpResponse<String> response = get(address.resolve("/health/live"));

            assertThat(address.getScheme()).isEqualTo("https");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.headers().firstValue("x-request-id")).isPresent();
        }
    }

    @Test
    void a_refused_http2_upload_is_readable_and_the_connection_lives_on() throws Exception {
        try (TestListener listener = TestListener.serving(settings(), "tls", server -> server.router()
                .post("/upload")
                .handler(ctx -> ctx.fail(new ServiceException(ErrorCode.INSUFFICIENT_STORAGE, "full"))))) {
            URI base = listener.context.addresses().of("tls");
            HttpRequest upload = HttpRequest.newBuilder(base.resolve("/upload"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[500_000]))
                    .build();

            HttpResponse<String> refused = client.send(upload, HttpResponse.BodyHandlers.ofString());
            HttpResponse<String> after = get(base.resolve("/health/live"));

            assertThat(refused.statusCode()).isEqualTo(507);
            assertThat(new JsonObject(refused.body()).getString("detail")).isEqualTo("full");
            assertThat(after.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void the_drain_speaks_http2_too() throws Exception {
        CompletableFuture<RoutingContext> begun = new CompletableFuture<>();
        try (TestListener listener = TestListener.serving(
                settings(), "tls", server -> server.router().get("/slow").handler(begun::complete))) {
            URI base = listener.context.addresses().of("tls");
            CompletableFuture<HttpResponse<String>> inFlight = client.sendAsync(
                    HttpRequest.newBuilder(base.resolve("/slow")).build(), HttpResponse.BodyHandlers.ofString());
            RoutingContext slow = begun.get(5, TimeUnit.SECONDS);

            Future<Void> stopped = listener.server.stop();
            HttpResponse<String> refused = get(base.resolve("/slow"));
            slow.vertx().runOnContext(v -> Responses.empty(slow, 204));

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(inFlight.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
            await(stopped);
        }
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpSettings settings() {
        HttpSettings base = TestListener.settings();
        return new HttpSettings(
                base.host(),
                0,
                Optional.of(files),
                base.corsOrigins(),
                base.idleTimeout(),
                base.maxBodyBytes(),
                base.drainTimeout());
    }

    private static SSLContext trusting(Certificate certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("test", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
