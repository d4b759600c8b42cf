package io.artstore.storage.repository;

import io.artstore.common.database.PgFailures;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An element's database: statements with its table names in them, and failures told apart. One that does not answer is
 * {@link ErrorCode#UNAVAILABLE}; one that refuses what it was asked is a fault of the program.
 */
public final class Database {
    private final ElementPools pools;
    private final Tables tables;
    /** With the names in them; statements are constants, so there are as many as the repositories have. */
    private final Map<String, String> statements = new ConcurrentHashMap<>();

    public Database(ElementPools pools, String elementId) {
        this.pools = pools;
        this.tables = new Tables(elementId);
    }

    /** A constant statement with the names of {@link Tables} in braces. */
    Future<RowSet<Row>> execute(String sql, Tuple values) {
        return execute(pools.general(), sql, values);
    }

    /**
     * As {@link #execute(String, Tuple)}, for statements of which each connection keeps its first plan: they reach every table
     * by a key, as {@link io.artstore.common.database.PgPoolSpec#planningOnceByKey()} demands.
     */
    Future<RowSet<Row>> executeByKey(String sql, Tuple values) {
        return execute(pools.byKey(), sql, values);
    }

    private Future<RowSet<Row>> execute(Pool pool, String sql, Tuple values) {
        return pool.preparedQuery(statements.computeIfAbsent(sql, tables::in))
                .execute(values)
                .recover(Database::tellApart);
    }

    Future<RowSet<Row>> execute(String sql) {
        return execute(sql, Tuple.tuple());
    }

    private static <T> Future<T> tellApart(Throwable failure) {
        return Future.failedFuture(
                PgFailures.isUnreachable(failure)
                        ? new ServiceException(
                                        ErrorCode.UNAVAILABLE,
                                        "the element's database does not answer at the moment; try again shortly")
                                .withHeader("Retry-After", "2")
                        : failure);
    }
}
