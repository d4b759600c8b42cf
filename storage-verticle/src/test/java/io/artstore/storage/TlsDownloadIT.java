package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.TestCertificate;
import io.artstore.storage.testkit.RunningElement;
import io.artstore.storage.testkit.StaticTokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the kernel cannot send: with TLS, over HTTP/1.1 and HTTP/2. */
class TlsDownloadIT {
    @TempDir
    private static Path folder;

    private static final byte[] CONTENT = new byte[3_000_000];

    private static RunningElement element;
    private static SSLContext trusting;
    private static URI download;

    @BeforeAll
    static void start() throws Exception {
        TestCertificate certificate = TestCertificate.in(folder);
        element = RunningElement.start(RunningElement.builder()
                .set(
                        "artstore.storage.elements[0].http.tls.certificate",
                        certificate.certificateFile().toString())
                .set(
                        "artstore.storage.elements[0].http.tls.key",
                        certificate.keyFile().toString()));
        trusting = trusting(certificate.certificate());
        new Random(5).nextBytes(CONTENT);
        URI file = element.address().resolve("/api/v1/files/" + UUID.randomUUID());
        HttpRequest put = request(URI.create(file + "?filename=a.bin"))
                .PUT(BodyPublishers.ofByteArray(CONTENT))
                .build();
        assertThat(client(HttpClient.Version.HTTP_2)
                        .send(put, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(201);
        download = URI.create(file + "/download");
    }

    @AfterAll
    static void stop() {
        element.close();
    }

    @AfterEach
    void leavesNothingOpen() {
        element.requireNothingOpen();
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void sendsTheWholeAPartAndSeveralParts(HttpClient.Version version) throws Exception {
        HttpClient client = client(version);

        HttpResponse<byte[]> whole = client.send(request(download).build(), BodyHandlers.ofByteArray());
        HttpResponse<byte[]> part =
                client.send(request(download).header("Range", "bytes=1000000-").build(), BodyHandlers.ofByteArray());
        HttpResponse<byte[]> parts = client.send(
                request(download).header("Range", "bytes=2000000-,0-999999").build(), BodyHandlers.ofByteArray());

        assertThat(whole.version()).isEqualTo(version);
        assertThat(whole.body()).isEqualTo(CONTENT);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(CONTENT, 1_000_000, 3_000_000));
        assertThat(parts.statusCode()).isEqualTo(206);
        assertThat(parts.body()).hasSizeBetween(2_000_200, 2_000_600);
        assertThat(parts.headers().firstValueAsLong("Content-Length")).hasValue(parts.body().length);
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void goesOnServingAfterAClientThatLeft(HttpClient.Version version) throws Exception {
        HttpClient client = client(version);
        HttpRequest request = request(download).build();

        HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
        byte[] begun = answer.body().readNBytes(10);
        answer.body().close();

        assertThat(begun).isEqualTo(Arrays.copyOf(CONTENT, 10));
        assertThat(client.send(request, BodyHandlers.ofByteArray()).body()).isEqualTo(CONTENT);
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + StaticTokens.of(Role.USER));
    }

    private static HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().version(version).sslContext(trusting).build();
    }

    private static SSLContext trusting(Certificate certificate) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("element", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
