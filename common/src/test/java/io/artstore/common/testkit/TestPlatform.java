package io.artstore.common.testkit;

import io.artstore.common.bootstrap.BootstrapVerticle;
import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.bootstrap.VerticleModules;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.ConfigLoader;
import io.artstore.common.config.ConfigSources;
import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.migration.MigrationListener;
import io.artstore.common.migration.Migrator;
import io.artstore.common.migration.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
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
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Real modules in this JVM: the bootstrap of the product, fresh databases on the shared test server, free ports, a
 * temporary home, and tokens from the real token endpoint.
 *
 * <p>A test names the modules it wants, which must be on its class path:
 *
 * <pre>{@code
 * try (TestPlatform platform = TestPlatform.builder().modules("admin", "storage").start()) {
 *     URI element = platform.address("storage/storage_elem_01");
 *     String bearer = "Bearer " + platform.token();
 * }
 * }</pre>
 */
public final class TestPlatform implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    /** Above what a machine that is busy with other things does to an innocent event loop. */
    private static final Duration BLOCKED_AFTER = Duration.ofSeconds(4);

    private final Vertx vertx;
    private final ModuleContext context;
    private final BootstrapVerticle bootstrap;

    private final BlockedThreads blockedThreads;

    private TestPlatform(
            Vertx vertx, ModuleContext context, BootstrapVerticle bootstrap, BlockedThreads blockedThreads) {
        this.vertx = vertx;
        this.context = context;
        this.bootstrap = bootstrap;
        this.blockedThreads = blockedThreads;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Where a listener, such as {@code admin} or {@code storage/storage_elem_01}, can be reached. */
    public URI address(String listener) {
        return context.addresses().of(listener);
    }

    public Vertx vertx() {
        return vertx;
    }

    public ArtStoreConfig config() {
        return context.config();
    }

    public ModuleContext context() {
        return context;
    }

    public Path home() {
        return config().home();
    }

    /** The members of the credentials file that admin wrote at its first start. */
    public JsonObject credentials() {
        try {
            return new JsonObject(Files.readString(home().resolve("credentials.json")));
        } catch (IOException e) {
            throw new UncheckedIOException("admin wrote no credentials", e);
        }
    }

    /** An access token of the first service account, from the token endpoint of admin. */
    public String token() {
        JsonObject request = new JsonObject()
                .put("client_id", credentials().getString("client_id"))
                .put("client_secret", credentials().getString("client_secret"));
        HttpRequest post = HttpRequest.newBuilder(address("admin").resolve("/api/v1/auth/token"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request.encode()))
                .build();
        try {
            HttpResponse<String> response = HttpClient.newHttpClient().send(post, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("no token: " + response.statusCode() + " " + response.body());
            }
            return new JsonObject(response.body()).getString("access_token");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops the modules as the process would on SIGTERM, then deletes the home. */
    @Override
    public void close() {
        stop();
        deleteHome(home());
    }

    /**
     * Stops the modules and keeps home and databases, so that {@link Builder#startAgain} can take them up. Fails when an
     * event loop was blocked meanwhile.
     */
    public void stop() {
        await(bootstrap.drain(), STOP_LIMIT);
        await(vertx.close(), STOP_LIMIT);
        blockedThreads.assertNone();
    }

    /** Waits for a future from a test's thread, and throws what it failed with. */
    public static <T> T await(Future<T> future, Duration limit) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("not done after " + limit, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void deleteHome(Path home) {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a test wants to run. */
    public static final class Builder {
        private static final String ELEMENT = "artstore.storage.elements[0].";

        private final Map<String, String> values = new HashMap<>();

        private Builder() {
            EmbeddedPostgresServer server = EmbeddedPostgresServer.shared();
            DatabaseSettings admin = server.createDatabase("artstore_admin");
            values.put("artstore.home", temporaryHome());
            values.put("artstore.database.host", admin.host());
            values.put("artstore.database.port", Integer.toString(admin.port()));
            values.put("artstore.database.username", admin.username());
            values.put("artstore.database.password", admin.password());
            values.put("artstore.admin.database.name", admin.name());
            values.put("artstore.admin.http.host", "127.0.0.1");
            values.put("artstore.admin.http.port", "0");
            values.put(ELEMENT + "id", "storage_elem_01");
            values.put(ELEMENT + "http.host", "127.0.0.1");
            values.put(ELEMENT + "http.port", "0");
            values.put(
                    ELEMENT + "database.name",
                    server.createDatabase("artstore_storage").name());
            values.put("artstore.query.http.host", "127.0.0.1");
            values.put("artstore.query.http.port", "0");
            values.put(
                    "artstore.query.database.name",
                    server.createDatabase("artstore_query").name());
            // Tests are faster than the people and the applications that these protect from.
            values.put("artstore.http.account-rate-limits", "none");
            values.put("artstore.admin.attempts.logins-per-minute", "0");
            values.put("artstore.admin.attempts.tokens-per-minute", "0");
            values.put("artstore.admin.attempts.failures-per-minute", "0");
            modules("admin", "storage", "query");
        }

        /** Only these modules; they must be on the class path. */
        public Builder modules(String... names) {
            return set("artstore.modules", String.join(",", names));
        }

        /** Sets a key of the configuration. */
        public Builder set(String key, String value) {
            values.put(key, value);
            return this;
        }

        /** Starts and returns when everything listens. */
        public TestPlatform start() {
            ArtStoreConfig config = ConfigLoader.load(ConfigSources.of(values)).config();
            ModuleContext context = ModuleContext.of(config);
            BlockedThreads blockedThreads = BlockedThreads.watch();
            Vertx vertx = Vertx.vertx(new VertxOptions()
                    .setMaxEventLoopExecuteTime(BLOCKED_AFTER.toSeconds())
                    .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS));
            BootstrapVerticle bootstrap =
                    new BootstrapVerticle(VerticleModules.discover(config.modules()), context, database -> new Migrator(
                                    database, MigrationListener.SILENT)
                            .upgrade(Target.HEAD));
            try {
                await(vertx.deployVerticle(bootstrap), START_LIMIT);
            } catch (RuntimeException e) {
                await(vertx.close(), STOP_LIMIT);
                throw e;
            }
            return new TestPlatform(vertx, context, bootstrap, blockedThreads);
        }

        /** Starts once more on the same home and databases, after {@link TestPlatform#stop()}. */
        public TestPlatform startAgain() {
            return start();
        }

        private static String temporaryHome() {
            try {
                return Files.createTempDirectory("artstore-test-home").toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
