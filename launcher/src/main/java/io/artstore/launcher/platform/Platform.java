package io.artstore.launcher.platform;

import io.artstore.common.bootstrap.BootstrapVerticle;
import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.bootstrap.VerticleModules;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.ConfigLoader;
import io.artstore.common.config.ConfigSources;
import io.artstore.common.config.LoadedConfig;
import io.artstore.launcher.embedded.HomeLock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running ArtStore. Started and stopped by a thread that may block.
 *
 * <p>A stop with nothing in flight takes well under a second. Requests in flight get the configured drain time (5 s), and
 * what is left after it at most five seconds more: for closing, and for the embedded database, whose shutdown ends with a
 * checkpoint and is cut short where that takes too long, which loses nothing.
 */
public final class Platform implements AutoCloseable {
    /** A first start on a large adopted database migrates for as long as it takes; only a dead process is cut off. */
    private static final Duration START_LIMIT = Duration.ofHours(2);

    private static final Duration AFTER_DRAIN_LIMIT = Duration.ofSeconds(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

    private final HomeLock homeLock;
    private final DatabaseServer databases;
    private final Vertx vertx;
    private final BootstrapVerticle bootstrap;
    private final ModuleContext context;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private Platform(
            HomeLock homeLock,
            DatabaseServer databases,
            Vertx vertx,
            BootstrapVerticle bootstrap,
            ModuleContext context) {
        this.homeLock = homeLock;
        this.databases = databases;
        this.vertx = vertx;
        this.bootstrap = bootstrap;
        this.context = context;
    }

    /**
     * Starts everything and returns when every module listens.
     *
     * @throws RuntimeException with a message for the operator; nothing is left running then
     */
    public static Platform start(ConfigSources sources) {
        LoadedConfig loaded = ConfigLoader.load(sources);
        HomeLock lock = HomeLock.acquire(loaded.config().home());
        try {
            return startOnServer(lock, DatabaseServer.forServing(sources, lock));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Platform startOnServer(HomeLock lock, DatabaseServer databases) {
        ModuleContext context = ModuleContext.of(databases.config().config());
        Vertx vertx = ProcessVertx.create();
        Platform platform = new Platform(lock, databases, vertx, bootstrap(context), context);
        try {
            await(vertx.deployVerticle(platform.bootstrap), START_LIMIT);
            return platform;
        } catch (RuntimeException e) {
            platform.closeAll(false);
            throw e;
        }
    }

    private static BootstrapVerticle bootstrap(ModuleContext context) {
        ArtStoreConfig config = context.config();
        return new BootstrapVerticle(
                VerticleModules.discover(config.modules()),
                context,
                new LoggedMigration(config.database().connectTimeout()));
    }

    /** Listener name to base address. */
    public Map<String, URI> addresses() {
        return context.addresses().all();
    }

    public ArtStoreConfig config() {
        return context.config();
    }

    /** Where the first credentials are, once they were created. */
    public Path credentialsFile() {
        return homeLock.home().resolve("credentials.json");
    }

    public Path home() {
        return homeLock.home();
    }

    /** Stops in reverse order of the start. Further calls do nothing. */
    @Override
    public void close() {
        if (stopped.compareAndSet(false, true)) {
            closeAll(true);
        }
    }

    private void closeAll(boolean drain) {
        try (homeLock;
                databases) {
            if (drain) {
                Duration drainTime = config().http().drainTimeout();
                attempt("drain", bootstrap.drain(), drainTime.plus(AFTER_DRAIN_LIMIT));
            }
            attempt("close Vert.x", vertx.close(), CLOSE_LIMIT);
        }
    }

    private static void attempt(String what, Future<?> step, Duration limit) {
        try {
            await(step, limit);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("Stopping: could not {} in time", what);
        }
    }

    private static void await(Future<?> future, Duration limit) {
        try {
            future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("not done after " + limit, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
