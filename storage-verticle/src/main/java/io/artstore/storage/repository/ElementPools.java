package io.artstore.storage.repository;

import io.artstore.common.config.ElementSettings;
import io.artstore.common.database.PgPoolSpec;
import io.artstore.common.database.PgPools;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;

/**
 * An element's connections, apart by how their statements are planned. Nobody holds one of them while waiting for another.
 *
 * @param general for lists, long work and whatever depends on how much there is
 * @param byKey for what every write and look-up of a document does
 */
public record ElementPools(Pool general, Pool byKey) {
    /**
     * Opens nothing yet; connections are made when first needed.
     *
     * @param connections of both together, at least one each
     */
    public static ElementPools open(Vertx vertx, ElementSettings settings, int connections) {
        int byKey = Math.max(1, connections / 2);
        int general = Math.max(1, connections - byKey);
        String application = "artstore-storage-" + settings.id();
        return new ElementPools(
                PgPools.open(
                        vertx,
                        settings.database(),
                        PgPoolSpec.of(application, general).planningAfresh()),
                PgPools.open(
                        vertx,
                        settings.database(),
                        PgPoolSpec.of(application + "-keys", byKey).planningOnceByKey()));
    }

    public Future<Void> close() {
        return Future.join(general.close(), byKey.close()).mapEmpty();
    }
}
