package io.artstore.query.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.testkit.TestPlatform;
import io.artstore.query.domain.Counting;
import io.artstore.query.domain.SearchExtras;
import io.artstore.query.domain.SearchFilters;
import io.artstore.query.domain.SearchMode;
import io.artstore.query.domain.SearchPosition;
import io.artstore.query.domain.SearchQuery;
import io.artstore.query.domain.SearchResult;
import io.artstore.query.domain.SortField;
import io.artstore.query.domain.SortOrder;
import io.artstore.query.repository.SearchSql.Approach;
import io.artstore.query.testkit.QueryExtension;
import io.artstore.query.testkit.QueryFixture;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to a page, each right for words of another frequency, show the same. */
@ExtendWith(QueryExtension.class)
class SearchApproachIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final SearchFilters NONE = filters(List.of());

    private final QueryFixture query;

    SearchApproachIT(QueryFixture query) {
        this.query = query;
    }

    @BeforeEach
    void fill() {
        query.sql("""
                INSERT INTO public.file_metadata_cache (id, filename, storage_filename, file_size, sha256_hash, username,
                    tags, storage_element_id, storage_element_url, created_at, updated_at)
                SELECT 'approach-' || n, 'contract ' || 700000 + n || '.pdf', 'approach-' || n, n % 7, 'approach-' || n,
                    'somebody', ARRAY['case-' || n, 'Дело 100%_' || n], 'approach', 'http://127.0.0.1',
                    timestamptz '2020-01-01' + n % 50 * interval '1 day', now()
                FROM generate_series(1, 1200) AS n""");
        query.sql("ANALYZE public.file_metadata_cache");
    }

    @AfterEach
    void empty() {
        query.sql("DELETE FROM public.file_metadata_cache WHERE storage_element_id = 'approach'");
    }

    @ParameterizedTest
    @CsvSource({
        "contract, CREATED_AT, DESC, 1200",
        "contract, FILE_SIZE, ASC, 1200",
        "contract, FILENAME, ASC, 1200",
        "700042, CREATED_AT, DESC, 1",
        "700042 or 701100 or 700001, CREATED_AT, ASC, 3",
        "contract -700042, UPDATED_AT, DESC, 1199",
        "701201, CREATED_AT, DESC, 0"
    })
    void allWaysShowTheSamePages(String words, SortField sort, SortOrder order, int matches) {
        SearchQuery search = search(Optional.of(words), NONE, sort, order);

        List<String> planned = ids(search, Approach.PLANNED);

        assertThat(planned).doesNotHaveDuplicates().hasSize(matches);
        assertThat(ids(search, Approach.MATCHES_FIRST)).isEqualTo(planned);
        assertThat(ids(search, Approach.WINDOW)).isEqualTo(planned);
    }

    @Test
    void rankedPagesAreTheSameInBothWays() {
        SearchQuery search = search(Optional.of("contract 700042"), NONE, SortField.RELEVANCE, SortOrder.DESC);

        assertThat(ids(search, Approach.MATCHES_FIRST)).containsExactly("approach-42");
        assertThat(ids(search, Approach.PLANNED)).containsExactly("approach-42");
    }

    /** The planner goes by what it counted before the newer documents came. */
    @Test
    void whatIsNoLongerFrequentIsFoundBehindTheWindow() {
        query.sql("""
                INSERT INTO public.file_metadata_cache (id, filename, storage_filename, file_size, sha256_hash, username,
                    tags, storage_element_id, storage_element_url, created_at, updated_at)
                SELECT 'newer-' || n, 'n', 'newer-' || n, 1, 'newer', 'somebody', '{}', 'approach', 'http://127.0.0.1',
                    now(), now()
                FROM generate_series(1, 21000) AS n""");
        SearchQuery search = search(Optional.of("contract"), NONE, SortField.CREATED_AT, SortOrder.DESC);

        assertThat(page(search, Approach.WINDOW).hits()).isEmpty();
        assertThat(TestPlatform.await(repository().search(search), LIMIT).hits())
                .hasSize(500);
    }

    @Test
    void aRareTagIsFoundInEveryWay() {
        SearchQuery search =
                search(Optional.empty(), filters(List.of("case-77")), SortField.CREATED_AT, SortOrder.DESC);

        assertThat(ids(search, Approach.PLANNED)).containsExactly("approach-77");
        assertThat(ids(search, Approach.MATCHES_FIRST)).containsExactly("approach-77");
        assertThat(ids(search, Approach.WINDOW)).containsExactly("approach-77");
    }

    @Test
    void matchesAreNotLookedForInTheOrderOfThePage() {
        SearchQuery search = search(Optional.of("700042"), NONE, SortField.CREATED_AT, SortOrder.DESC);

        assertThat(plan(SearchSql.page(search, tags(search), Approach.MATCHES_FIRST)))
                .doesNotContain("created_at on");
    }

    /** More than 200 tags contain the parts of the first lines, more than 10 the next but one; one is too short to be looked up. */
    @ParameterizedTest
    @CsvSource({
        "case-, 1200",
        "case-1, 312",
        "e-, 1200",
        "case-77, 11",
        "AsE-119, 11",
        "дЕЛО 100%_42, 11",
        "100__42, 0",
        "'-42\nДело', 0",
        "700042, 1",
        "case-1201, 0"
    })
    void allWaysFindTheSameParts(String part, int matches) {
        SearchQuery search = part(part.replace("\\n", "\n"), SortField.CREATED_AT);

        List<String> planned = ids(search, Approach.PLANNED);

        assertThat(planned).doesNotHaveDuplicates().hasSize(matches);
        assertThat(ids(search, Approach.MATCHES_FIRST)).isEqualTo(planned);
        assertThat(ids(search, Approach.WINDOW)).isEqualTo(planned);
        assertThat(ids(search, Approach.BEHIND_WINDOW)).isEqualTo(planned);
        assertThat(TestPlatform.await(repository().facets(search), LIMIT).documents())
                .isEqualTo(matches);
    }

    @Test
    void rankedPartsAreTheSameInBothWays() {
        SearchQuery search = part("se-1200", SortField.RELEVANCE);

        assertThat(ids(search, Approach.MATCHES_FIRST)).containsExactly("approach-1200");
        assertThat(ids(search, Approach.PLANNED)).containsExactly("approach-1200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"case-77", "case-1", "case-"})
    void aPartIsFoundByTheIndexesOfNamesAndWholeTagsHoweverManyTheyAre(String part) {
        SearchQuery search = part(part, SortField.CREATED_AT);

        String plan = planByIndex(SearchSql.page(search, tags(search), Approach.BEHIND_WINDOW));

        assertThat(plan).contains("BitmapOr");
        assertThat(plan.split("Bitmap Index Scan on idx_file_metadata_trigrams"))
                .hasSize(3);
        assertThat(plan.split("Bitmap Index Scan on idx_file_metadata_tags")).hasSize(2);
    }

    private SearchRepository repository() {
        return new SearchRepository(new QueryPools(query.database(), query.database(), query.database()), LIMIT);
    }

    private List<String> ids(SearchQuery first, Approach approach) {
        SearchResult page = page(first, approach);
        List<String> ids = new ArrayList<>(ids(page));
        while (page.hasMore()) {
            SearchPosition end = page.next().orElseThrow();
            page = page(first.goingOnAfter(end), approach);
            ids.addAll(ids(page));
        }
        return ids;
    }

    private static List<String> ids(SearchResult page) {
        return page.hits().stream().map(hit -> hit.document().id()).toList();
    }

    private SearchResult page(SearchQuery search, Approach approach) {
        SearchSql sql = SearchSql.page(search, tags(search), approach);
        return SearchPages.read(
                search,
                TestPlatform.await(
                        query.database().preparedQuery(sql.statement()).execute(sql.values()), LIMIT));
    }

    private PartTags tags(SearchQuery search) {
        return PartTags.lookup(search)
                .map(lookup -> PartTags.read(TestPlatform.await(
                        query.database().preparedQuery(lookup.statement()).execute(lookup.values()), LIMIT)))
                .orElse(PartTags.UNKNOWN);
    }

    private String plan(SearchSql sql) {
        return text(TestPlatform.await(explain(query.database(), sql), LIMIT));
    }

    /** As on a table that is too large to be read. */
    private String planByIndex(SearchSql sql) {
        return text(TestPlatform.await(
                query.database().withTransaction(connection -> connection
                        .query("SET LOCAL enable_seqscan = off")
                        .execute()
                        .compose(done -> explain(connection, sql))),
                LIMIT));
    }

    private static Future<RowSet<Row>> explain(SqlClient client, SearchSql sql) {
        return client.preparedQuery("EXPLAIN " + sql.statement()).execute(sql.values());
    }

    private static String text(RowSet<Row> plan) {
        return plan.stream().map(row -> row.getString(0)).reduce("", (all, line) -> all + line + "\n");
    }

    private static SearchQuery search(Optional<String> words, SearchFilters filters, SortField sort, SortOrder order) {
        return search(words, filters, SearchMode.FULLTEXT, sort, order);
    }

    private static SearchQuery part(String text, SortField sort) {
        return search(Optional.of(text), NONE, SearchMode.PARTIAL, sort, SortOrder.DESC);
    }

    private static SearchQuery search(
            Optional<String> words, SearchFilters filters, SearchMode mode, SortField sort, SortOrder order) {
        return new SearchQuery(
                words, filters, mode, sort, order, 500, 0, Optional.empty(), Counting.NONE, SearchExtras.NONE);
    }

    private static SearchFilters filters(List<String> tags) {
        return new SearchFilters(
                Optional.empty(),
                Optional.empty(),
                tags,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
