package io.artstore.query.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.testkit.TestPlatform;
import io.artstore.query.testkit.QueryExtension;
import io.artstore.query.testkit.QueryFixture;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The planner is not asked twice what it just said. */
@ExtendWith(QueryExtension.class)
class ExpectedMatchesIT {
    private static final String EXPLAIN = "EXPLAIN (FORMAT JSON) SELECT FROM generate_series(1, %d) AS n WHERE ";

    private final QueryFixture query;
    private int asked;

    ExpectedMatchesIT(QueryFixture query) {
        this.query = query;
    }

    @Test
    void theSameSearchIsAskedOnce() {
        ExpectedMatches expected = new ExpectedMatches(this::ask);

        long first = await(expected.of(ofTags("a", "b")));
        long again = await(expected.of(ofTags("a", "b")));

        assertThat(again).isEqualTo(first);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void searchesThatReadAlikeAreNotTheSame() {
        ExpectedMatches expected = new ExpectedMatches(this::ask);

        await(expected.of(ofTags("a", "b")));
        await(expected.of(ofTags("a, b")));
        long other = await(expected.of(new SearchSql(EXPLAIN.formatted(7) + "true", Tuple.tuple())));

        assertThat(other).isEqualTo(7);
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void aFailureIsNotKept() {
        ExpectedMatches expected = new ExpectedMatches(sql -> {
            asked++;
            return asked == 1 ? Future.failedFuture("away") : query(sql);
        });
        SearchSql search = ofTags("a");

        assertThat(await(expected.of(search).otherwise(-1L))).isEqualTo(-1);
        assertThat(await(expected.of(search))).isPositive();
    }

    private static SearchSql ofTags(String... tags) {
        return new SearchSql(EXPLAIN.formatted(100) + "ARRAY[n::text] && $1::text[]", Tuple.of((Object) tags));
    }

    private Future<RowSet<Row>> ask(SearchSql sql) {
        asked++;
        return query(sql);
    }

    private Future<RowSet<Row>> query(SearchSql sql) {
        return query.database().preparedQuery(sql.statement()).execute(sql.values());
    }

    private static <T> T await(Future<T> future) {
        return TestPlatform.await(future, Duration.ofSeconds(10));
    }
}
