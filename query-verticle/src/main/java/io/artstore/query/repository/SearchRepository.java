package io.artstore.query.repository;

import io.artstore.query.domain.Counting;
import io.artstore.query.domain.IndexedDocument;
import io.artstore.query.domain.SearchQuery;
import io.artstore.query.domain.SearchResult;
import io.artstore.query.domain.SearchResult.Total;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Reads the index. Every read is bounded by the statement timeout of the pool's connections. */
public final class SearchRepository {
    private static final String BY_ID =
            "SELECT " + Rows.DOCUMENT_COLUMNS + " FROM public.file_metadata_cache f WHERE f.id = $1";
    private static final String ALIVE = "SELECT 1";

    private final Pool pool;
    private final Duration statementTimeout;

    public SearchRepository(Pool pool, Duration statementTimeout) {
        this.pool = Objects.requireNonNull(pool, "pool");
        this.statementTimeout = Objects.requireNonNull(statementTimeout, "statementTimeout");
    }

    /**
     * One page, and the number of all matches as the query wants it; fails with {@code TIMEOUT} when the server had to
     * cancel it.
     */
    public Future<SearchResult> search(SearchQuery query) {
        return run(SearchSql.page(query))
                .map(rows -> SearchPages.read(query, rows))
                .compose(page ->
                        query.counting() == Counting.ESTIMATE ? estimate(query, page) : Future.succeededFuture(page));
    }

    public Future<Optional<IndexedDocument>> find(String id) {
        return run(new SearchSql(BY_ID, Tuple.of(id)))
                .map(rows -> rows.stream().findFirst().map(Rows::document));
    }

    /** Succeeds when the database answers. */
    public Future<Void> ping() {
        return run(new SearchSql(ALIVE, Tuple.tuple())).mapEmpty();
    }

    /** The planner is not asked what the page shows: a first page that is also the last holds all there is. */
    private Future<SearchResult> estimate(SearchQuery query, SearchResult page) {
        long shown = query.offset() + page.hits().size();
        boolean first =
                query.after().isEmpty() && (query.offset() == 0 || !page.hits().isEmpty());
        if (first && !page.hasMore()) {
            return Future.succeededFuture(page.withTotal(new Total.Exact(shown)));
        }
        long atLeast = page.hasMore() ? shown + 1 : shown;
        return run(SearchSql.estimate(query))
                .map(rows -> page.withTotal(new Total.Estimated(Math.max(atLeast, expectedRows(rows)))));
    }

    private static long expectedRows(RowSet<Row> explained) {
        JsonArray plans = (JsonArray) explained.iterator().next().getValue(0);
        return plans.getJsonObject(0).getJsonObject("Plan").getLong("Plan Rows");
    }

    private Future<RowSet<Row>> run(SearchSql sql) {
        return pool.preparedQuery(sql.statement())
                .execute(sql.values())
                .recover(failure -> DatabaseFailures.translate(failure, statementTimeout));
    }
}
