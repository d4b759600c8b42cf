package io.artstore.query.repository;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.database.PgPoolSpec;
import io.artstore.common.database.PgPools;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;

/**
 * The module's connections, apart by duty, so that slow searches cannot keep the index from being written.
 *
 * @param reading bounded by the statement timeout; plans every statement for its values, because a rare and a frequent
 *     word want different plans
 * @param ranking as {@code reading}, for what costs the server tens of milliseconds of work each: only so many at a time, so
 *     that the others find a processor free
 * @param writing for the index, histories and statistics
 */
public record QueryPools(Pool reading, Pool ranking, Pool writing) {
    private static final String APPLICATION = "artstore-query";
    private static final int MAX_WAITING = 1_000;

    /**
     * Opens nothing yet; connections are made when first needed.
     *
     * @param connections of all pools together, at least 4
     */
    public static QueryPools open(Vertx vertx, DatabaseSettings settings, int connections, Duration statementTimeout) {
        int writing = Math.max(2, connections / 4);
        int ranking = Math.max(1, connections / 16);
        int reading = Math.max(1, connections - writing - ranking);
        return new QueryPools(
                readingPool(vertx, settings, reading, statementTimeout),
                readingPool(vertx, settings, ranking, statementTimeout),
                PgPools.open(vertx, settings, writing, APPLICATION + "-index"));
    }

    public Future<Void> close() {
        return Future.join(reading.close(), ranking.close(), writing.close()).mapEmpty();
    }

    private static Pool readingPool(Vertx vertx, DatabaseSettings settings, int connections, Duration timeout) {
        return PgPools.open(
                vertx,
                settings,
                PgPoolSpec.of(APPLICATION, connections)
                        .planningAfresh()
                        .withStatementTimeout(timeout)
                        .withMaxWaiting(MAX_WAITING));
    }
}
