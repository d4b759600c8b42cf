package io.artstore.query.repository;

import io.artstore.query.domain.IndexedDocument;
import io.artstore.query.domain.SearchQuery;
import io.artstore.query.domain.SearchResult;
import io.artstore.query.domain.SearchResult.Hit;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

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

    /** One page and the number of all matches; fails with {@code TIMEOUT} when the server had to cancel it. */
    public Future<SearchResult> search(SearchQuery query) {
        SearchSql sql = new SearchSql(query);
        String statement = sql.statement();
        return pool.preparedQuery(statement)
                .execute(sql.values())
                .map(rows -> result(query, rows))
                .recover(failure -> DatabaseFailures.translate(failure, statementTimeout));
    }

    public Future<Optional<IndexedDocument>> find(String id) {
        return pool.preparedQuery(BY_ID)
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().findFirst().map(Rows::document))
                .recover(failure -> DatabaseFailures.translate(failure, statementTimeout));
    }

    /** Succeeds when the database answers. */
    public Future<Void> ping() {
        return pool.query(ALIVE)
                .execute()
                .<Void>mapEmpty()
                .recover(failure -> DatabaseFailures.translate(failure, statementTimeout));
    }

    private static SearchResult result(SearchQuery query, RowSet<Row> rows) {
        long total = rows.iterator().next().getLong("total");
        List<Hit> hits = rows.stream()
                .filter(row -> row.getString("id") != null)
                .map(row -> new Hit(Rows.document(row), relevance(row)))
                .toList();
        return new SearchResult(hits, total, query.ranked() ? Math.min(total, SearchSql.RANKED_CANDIDATES) : total);
    }

    private static OptionalDouble relevance(Row row) {
        Double score = row.getDouble("relevance");
        return score == null ? OptionalDouble.empty() : OptionalDouble.of(score);
    }
}
