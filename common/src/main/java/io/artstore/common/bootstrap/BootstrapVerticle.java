package io.artstore.common.bootstrap;

import io.artstore.common.database.ModuleDatabase;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the process up: every database to head first, then the modules in order, readiness last; and down in reverse.
 *
 * <p>Nothing listens before the last migration has committed. When a step fails, what was started is stopped again and
 * the deployment fails with that step's cause.
 */
public final class BootstrapVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(BootstrapVerticle.class);
    /** A migration may rewrite a large table; the blocked-thread checker stays quiet for an hour. */
    private static final long MIGRATION_MAX_MINUTES = 60;

    private final List<VerticleModule> modules;
    private final ModuleContext moduleContext;
    private final DatabaseMigration migration;
    private final Deque<Deployed> deployed = new ArrayDeque<>();

    private ServingLocks servingLocks;

    private record Deployed(String name, String deploymentId) {}

    /**
     * A bootstrap of those modules.
     *
     * @param modules in starting order, as {@link VerticleModules#discover} gives them
     */
    public BootstrapVerticle(List<VerticleModule> modules, ModuleContext moduleContext, DatabaseMigration migration) {
        this.modules = List.copyOf(modules);
        this.moduleContext = Objects.requireNonNull(moduleContext, "moduleContext");
        this.migration = Objects.requireNonNull(migration, "migration");
    }

    @Override
    public Future<?> start() {
        servingLocks = new ServingLocks(vertx);
        return onEveryDatabase(this::migrate)
                .compose(migrated -> servingLocks.hold(databases()))
                // Once more, now that no downgrade can come between; it finds nothing to do and takes no lock.
                .compose(held -> onEveryDatabase(migration::toHead))
                .compose(stillAtHead -> deployModules())
                .onSuccess(listening -> moduleContext.readiness().serve())
                .recover(failure -> drain().transform(stopped -> Future.failedFuture(failure)));
    }

    @Override
    public Future<?> stop() {
        return drain();
    }

    /**
     * Stops accepting, finishes what is in flight and stops the modules in reverse order. May be called more than once;
     * failures to stop one module are logged and do not keep the others running.
     */
    public Future<Void> drain() {
        moduleContext.readiness().stop();
        return undeployNext().compose(stopped -> servingLocks.release());
    }

    private List<ModuleDatabase> databases() {
        return modules.stream()
                .flatMap(module -> module.databases(moduleContext.config()).stream())
                .toList();
    }

    private Future<Void> onEveryDatabase(Consumer<ModuleDatabase> step) {
        WorkerExecutor worker =
                vertx.createSharedWorkerExecutor("migrations", 1, MIGRATION_MAX_MINUTES, TimeUnit.MINUTES);
        Future<Void> chain = Future.succeededFuture();
        for (ModuleDatabase database : databases()) {
            chain = chain.compose(previous -> worker.executeBlocking(onWorker(step, database)));
        }
        return chain.eventually(worker::close);
    }

    private static Callable<Void> onWorker(Consumer<ModuleDatabase> step, ModuleDatabase database) {
        return () -> {
            step.accept(database);
            return null;
        };
    }

    private void migrate(ModuleDatabase database) {
        long begun = System.nanoTime();
        migration.toHead(database);
        LOG.atInfo()
                .addKeyValue("database", database.label())
                .addKeyValue("duration_ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun))
                .log("database is at head");
    }

    private Future<Void> deployModules() {
        Future<Void> chain = Future.succeededFuture();
        for (VerticleModule module : modules) {
            for (ModuleDeployment deployment : module.deployments(moduleContext)) {
                chain = chain.compose(previous -> deploy(deployment));
            }
        }
        return chain;
    }

    private Future<Void> deploy(ModuleDeployment deployment) {
        return vertx.deployVerticle(deployment.verticle(), deployment.options())
                .onSuccess(id -> deployed.push(new Deployed(deployment.name(), id)))
                .mapEmpty();
    }

    private Future<Void> undeployNext() {
        Deployed next = deployed.poll();
        if (next == null) {
            return Future.succeededFuture();
        }
        return vertx.undeploy(next.deploymentId())
                .onFailure(e -> LOG.atWarn()
                        .setCause(e)
                        .addKeyValue("verticle", next.name())
                        .log("did not stop cleanly"))
                .transform(stopped -> undeployNext());
    }
}
