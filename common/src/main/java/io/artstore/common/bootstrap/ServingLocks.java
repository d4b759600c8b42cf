package io.artstore.common.bootstrap;

import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.database.PgConnections;
import io.artstore.common.database.PgPools;
import io.artstore.common.migration.ServingLock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the locks that tell a downgrade or restore "this database is being served", one connection per database for the
 * life of the process. Belongs to one event loop.
 *
 * <p>A lock is lost with its connection, for instance when PostgreSQL restarts; it is then taken again as soon as the
 * server answers.
 */
final class ServingLocks {
    private static final Logger LOG = LoggerFactory.getLogger(ServingLocks.class);
    private static final long RETRY_MILLIS = TimeUnit.SECONDS.toMillis(2);
    private static final String APPLICATION = "artstore serve";

    private final Vertx vertx;
    private final Map<String, PgConnection> held = new HashMap<>();
    private boolean released;

    ServingLocks(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Completes when every lock is held; waits while a downgrade is under way. */
    Future<Void> hold(List<ModuleDatabase> databases) {
        return Future.join(databases.stream().map(this::hold).toList()).mapEmpty();
    }

    private Future<Void> hold(ModuleDatabase database) {
        return PgConnections.connect(vertx, PgPools.connectOptions(database.settings(), APPLICATION))
                .compose(connection -> connection
                        .query(ServingLock.acquireSql(database))
                        .execute()
                        .onFailure(e -> closeQuietly(connection))
                        .onSuccess(rows -> keep(database, connection)))
                .mapEmpty();
    }

    /** Unless all were released while this one was waited for. */
    private void keep(ModuleDatabase database, PgConnection connection) {
        if (released) {
            closeQuietly(connection);
            return;
        }
        held.put(database.label(), connection);
        connection.closeHandler(closed -> {
            held.remove(database.label());
            if (!released) {
                LOG.atWarn().addKeyValue("database", database.label()).log("lost the serving lock; taking it again");
                retry(database);
            }
        });
    }

    private void retry(ModuleDatabase database) {
        vertx.setTimer(RETRY_MILLIS, timer -> {
            if (!released) {
                hold(database).onFailure(e -> retry(database));
            }
        });
    }

    Future<Void> release() {
        released = true;
        List<Future<Void>> closing =
                List.copyOf(held.values()).stream().map(PgConnection::close).toList();
        return Future.join(closing).otherwiseEmpty().mapEmpty();
    }

    private static void closeQuietly(PgConnection connection) {
        connection.close().onFailure(e -> LOG.atDebug().setCause(e).log("could not close a connection"));
    }
}
