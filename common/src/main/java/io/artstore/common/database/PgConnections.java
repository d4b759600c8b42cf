package io.artstore.common.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import java.time.Duration;

/** Opens the few connections that must not come from a pool, because something lasts as long as they do. */
public final class PgConnections {
    /** As long as a start waits for a server that is not up yet. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final String STARTING = "57P03";

    private PgConnections() {}

    /** A connection; waits for a server that starts, or recovers from a crash, and says so. */
    public static Future<PgConnection> connect(Vertx vertx, PgConnectOptions options) {
        return connect(vertx, options, System.nanoTime() + PATIENCE.toNanos());
    }

    private static Future<PgConnection> connect(Vertx vertx, PgConnectOptions options, long deadline) {
        return PgConnection.connect(vertx, options)
                .recover(failure -> isStarting(failure) && System.nanoTime() < deadline
                        ? vertx.timer(PAUSE.toMillis()).compose(waited -> connect(vertx, options, deadline))
                        : Future.failedFuture(failure));
    }

    private static boolean isStarting(Throwable failure) {
        return failure instanceof PgException refused && STARTING.equals(refused.getSqlState());
    }
}
