package io.artstore.storage.repository;

import io.artstore.common.database.PgFailures;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/**
 * An element's database: statements with its table names in them, and failures told apart. One that does not answer is
 * {@link ErrorCode#UNAVAILABLE}; one that refuses what it was asked is a fault of the program.
 */
public final class Database {
    private final Pool pool;
    private final Tables tables;

    public Database(Pool pool, String elementId) {
        this.pool = pool;
        this.tables = new Tables(elementId);
    }

    /** A statement with the names of {@link Tables} in braces. */
    Future<RowSet<Row>> execute(String sql, Tuple values) {
        return pool.preparedQuery(tables.in(sql)).execute(values).recover(Database::tellApart);
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
