package io.artstore.query.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.config.Settings;
import io.artstore.common.contract.storage.DocumentFacts;
import io.artstore.common.database.PgPools;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;

/**
 * The real query module of this JVM's tests, over real sockets and a real database, with a trusted key the tests sign
 * with. Tests share it and keep apart by the documents and elements they make.
 */
public final class QueryFixture implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TestPlatform platform;
    private final KeyPair keys;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String bearer;
    private final Pool database;

    QueryFixture() {
        keys = newKeys();
        Path publicKey = write(pem("PUBLIC KEY", keys.getPublic()));
        platform = TestPlatform.builder()
                .modules("query")
                .set("artstore.security.public-key-path", publicKey.toString())
                .set("artstore.query.statement-timeout", "2s")
                .start();
        bearer = "Bearer " + token("readonly");
        database = PgPools.open(platform.vertx(), Settings.queryDatabase(platform.config()), 2, "query-tests");
    }

    /** Fails when an event loop was blocked meanwhile. */
    @Override
    public void close() {
        TestPlatform.await(database.close(), PATIENCE);
        platform.close();
    }

    public TestPlatform platform() {
        return platform;
    }

    public URI address() {
        return platform.address("query");
    }

    /** The Authorization header of a caller who may read and search. */
    public String bearer() {
        return bearer;
    }

    public String token(String role) {
        JWTAuth signer = JWTAuth.create(
                platform.vertx(),
                new JWTAuthOptions()
                        .addPubSecKey(new PubSecKeyOptions()
                                .setAlgorithm("RS256")
                                .setBuffer(pem("PRIVATE KEY", keys.getPrivate()))));
        JsonObject claims = new JsonObject()
                .put("sub", "7")
                .put("username", "carol")
                .put("role", role)
                .put("type", "access");
        return signer.generateToken(
                claims, new JWTOptions().setAlgorithm("RS256").setExpiresInMinutes(30));
    }

    /** An element of its own, known to the module. */
    public FakeElement newElement() {
        return FakeElement.start(
                platform.vertx(), "elem_" + UUID.randomUUID().toString().substring(0, 8));
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address().resolve(path)).timeout(PATIENCE).header("Authorization", bearer);
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET().build());
    }

    /** A request of a caller with that role. */
    public HttpRequest.Builder requestAs(String role, String path) {
        return HttpRequest.newBuilder(address().resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token(role));
    }

    public HttpResponse<String> search(JsonObject body) {
        return search(body.encode());
    }

    /** What a search that is in order finds. */
    public JsonObject answer(JsonObject body) {
        HttpResponse<String> answer = search(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    public HttpResponse<String> search(String body) {
        return send(request("/api/search")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpClient http() {
        return http;
    }

    /** A pool of the tests' own on the module's database. */
    public Pool database() {
        return database;
    }

    public RowSet<Row> sql(String statement) {
        return TestPlatform.await(database.query(statement).execute(), PATIENCE);
    }

    /** Commits documents to an element and waits until all are found. */
    public void index(FakeElement element, DocumentFacts... documents) {
        for (DocumentFacts document : documents) {
            element.created(document);
        }
        for (DocumentFacts document : documents) {
            Eventually.holds("indexed: " + document.originalFilename(), () -> indexed(document.fileId()));
        }
    }

    /** Whether the index has a document of that id. */
    public boolean indexed(String fileId) {
        return get("/api/search/" + fileId).statusCode() == 200;
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, Key key) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }

    private static Path write(String pem) {
        try {
            Path file = Files.createTempFile("artstore-query-test", ".pem");
            file.toFile().deleteOnExit();
            Files.writeString(file, pem);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
