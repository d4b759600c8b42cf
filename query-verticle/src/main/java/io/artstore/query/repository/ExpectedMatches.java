package io.artstore.query.repository;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How many matches the planner expects of a search.
 *
 * <p>It is asked for every page, and pages of the same search follow each other; it changes its mind when the table was
 * analysed. So what it said is kept for a while. Bounded by the length of the searches.
 */
final class ExpectedMatches {
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int CHARACTERS = 2_000_000;

    private final Function<SearchSql, Future<RowSet<Row>>> database;
    private final Cache<Search, Long> kept = Caffeine.newBuilder()
            .maximumWeight(CHARACTERS)
            .<Search, Long>weigher((search, matches) -> search.characters())
            .expireAfterWrite(KEPT)
            .executor(Runnable::run)
            .build();

    /** What was asked, arrays as lists, so that the same search is known again. */
    private record Search(String statement, List<Object> values, int characters) {
        static Search of(SearchSql explain) {
            Tuple values = explain.values();
            return new Search(
                    explain.statement(),
                    IntStream.range(0, values.size())
                            .mapToObj(values::getValue)
                            .map(value -> value instanceof Object[] several ? Arrays.asList(several) : value)
                            .toList(),
                    explain.statement().length() + values.deepToString().length());
        }
    }

    ExpectedMatches(Function<SearchSql, Future<RowSet<Row>>> database) {
        this.database = database;
    }

    /**
     * The planner's guess.
     *
     * @param explain as {@link SearchSql#estimate} makes it
     */
    Future<Long> of(SearchSql explain) {
        Search search = Search.of(explain);
        Long known = kept.getIfPresent(search);
        return known != null
                ? Future.succeededFuture(known)
                : database.apply(explain).map(explained -> keep(search, rows(explained)));
    }

    private Long keep(Search search, Long matches) {
        kept.put(search, matches);
        return matches;
    }

    private static Long rows(RowSet<Row> explained) {
        JsonArray plans = (JsonArray) explained.iterator().next().getValue(0);
        return plans.getJsonObject(0).getJsonObject("Plan").getLong("Plan Rows");
    }
}
