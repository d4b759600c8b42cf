package io.artstore.storage;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.config.ElementSettings;
import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.database.PgPools;
import io.artstore.common.migration.ServingLock;
import io.artstore.storage.service.job.JobService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.util.Optional;
import java.util.function.Function;

/**
 * An element that nobody serves, opened for long work: owned, so that nobody can begin to serve it meanwhile, recovered,
 * and listening nowhere. For commands.
 */
public final class StorageMaintenance {
    private final Vertx vertx;
    private final PgConnection servingLock;
    private final String deployment;
    private final StorageElementVerticle element;

    private StorageMaintenance(
            Vertx vertx, PgConnection servingLock, String deployment, StorageElementVerticle element) {
        this.vertx = vertx;
        this.servingLock = servingLock;
        this.deployment = deployment;
        this.element = element;
    }

    /**
     * Opens an element whose database is at head.
     *
     * @return nothing where another process serves it
     */
    public static Future<Optional<StorageMaintenance>> openIfFree(
            Vertx vertx, ModuleContext context, ElementSettings settings) {
        ModuleDatabase database = new ModuleDatabase(StorageModule.NAME, settings.database(), settings.id());
        return PgConnection.connect(vertx, PgPools.connectOptions(settings.database(), "artstore storage"))
                .compose(connection -> connection
                        .query(ServingLock.acquireSql(database))
                        .execute()
                        .compose(locked -> open(vertx, context, settings, connection))
                        .recover(failure -> giveUp(connection, failure)));
    }

    private static Future<Optional<StorageMaintenance>> giveUp(PgConnection servingLock, Throwable failure) {
        return servingLock.close().transform(closed -> otherwise(failure));
    }

    private static Future<Optional<StorageMaintenance>> open(
            Vertx vertx, ModuleContext context, ElementSettings settings, PgConnection servingLock) {
        StorageElementVerticle element = StorageElementVerticle.withoutDoors(context, settings);
        return vertx.deployVerticle(element)
                .map(deployment -> Optional.of(new StorageMaintenance(vertx, servingLock, deployment, element)));
    }

    private static Future<Optional<StorageMaintenance>> otherwise(Throwable failure) {
        return failure instanceof ElementServedException
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(failure);
    }

    /** Asks the element's jobs. */
    public <T> Future<T> jobs(Function<JobService, Future<T>> question) {
        return element.withJobs(question);
    }

    /** Gives the element up. */
    public Future<Void> close() {
        return vertx.undeploy(deployment).eventually(servingLock::close);
    }
}
