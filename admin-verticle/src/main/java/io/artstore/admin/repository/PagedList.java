package io.artstore.admin.repository;

import io.artstore.admin.domain.AccountPosition;
import io.artstore.admin.domain.Page;
import io.artstore.admin.domain.PageRequest;
import io.artstore.common.database.PgFailures;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A list of accounts that is read page by page: two statements over one filter.
 *
 * @param count how many there are; its parameters are the filter's
 * @param page one page; behind the filter's parameters come the moment and the id it begins behind, how many to pass over,
 *     and how many to read
 */
record PagedList<T>(String count, String page, Function<Row, T> reader) {

    /**
     * Reads a page.
     *
     * @param filter gives the filter's parameters, anew each time
     */
    Future<Page<T>> read(Pool pool, Supplier<Tuple> filter, PageRequest<?> wanted) {
        return pool.preparedQuery(count)
                .execute(filter.get())
                .map(rows -> rows.iterator().next().getLong(0))
                .compose(total -> pool.preparedQuery(page)
                        .execute(withPage(filter.get(), wanted))
                        .map(rows -> Page.of(total, rows.stream().map(reader).toList(), wanted.limit())))
                .recover(PgFailures::explain);
    }

    /** One more than is wanted is read, which tells whether there is more. */
    private static Tuple withPage(Tuple filter, PageRequest<?> wanted) {
        return filter.addValue(wanted.after()
                        .map(AccountPosition::createdAt)
                        .map(Rows::timestamp)
                        .orElse(null))
                .addValue(wanted.after().<Object>map(AccountPosition::id).orElse(null))
                .addInteger(wanted.skip())
                .addInteger(wanted.limit() + 1);
    }
}
