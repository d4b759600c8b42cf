package io.artstore.query.repository;

import io.artstore.query.domain.Counting;
import io.artstore.query.domain.FacetCounts;
import io.artstore.query.domain.IndexedDocument;
import io.artstore.query.domain.SearchQuery;
import io.artstore.query.domain.SearchResult;
import io.artstore.query.domain.SearchResult.Total;
import io.artstore.query.repository.SearchSql.Approach;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the index. Every read is bounded by the statement timeout of the pool's connections. */
public final class SearchRepository {
    private static final String BY_ID =
            "SELECT " + Rows.DOCUMENT_COLUMNS + " FROM public.file_metadata_cache f WHERE f.id = $1";
    /** Of the newest names that have the text, each once, those that begin with it first. */
    private static final String SUGGEST = """
            SELECT n.filename FROM (
                SELECT f.filename, f.created_at FROM public.file_metadata_cache f WHERE f.filename ILIKE $1
                ORDER BY f.created_at DESC LIMIT 200) n
            GROUP BY n.filename
            ORDER BY n.filename ILIKE $2 DESC, max(n.created_at) DESC, n.filename
            LIMIT $3""";
    /** Fewer characters make no trigram inside of a name, but do at its beginning. */
    private static final int WITHIN_NAMES = 3;

    /**
     * Words that one of a search's words or beginnings finds; what it excludes finds nothing. Phrases and alternatives are
     * taken apart: a word alone is looked at.
     */
    private static final String MATCHING = """
            WITH q AS (SELECT regexp_replace(NULLIF(querytree(%s), 'T'), ' (&|<->|<[0-9]+>) ', ' | ', 'g')::tsquery AS terms)
            SELECT w.word FROM q, unnest(%s::text[]) AS w (word)
            WHERE to_tsvector('pg_catalog.russian', w.word) @@ q.terms""";

    /** The planner's guess for an unknown word in two languages, a hundredth of a million rows, must be rare. */
    private static final double GENEROSITY = 2;

    private static final String ALIVE = "SELECT 1";

    private final QueryPools pools;
    private final IndexSize size;
    private final ExpectedMatches expected;
    private final Duration statementTimeout;

    public SearchRepository(QueryPools pools, Duration statementTimeout) {
        this.pools = Objects.requireNonNull(pools, "pools");
        this.size = new IndexSize(pools.reading());
        this.expected = new ExpectedMatches(this::run);
        this.statementTimeout = Objects.requireNonNull(statementTimeout, "statementTimeout");
    }

    /**
     * One page, and the number of all matches as the query wants it; fails with {@code TIMEOUT} when the server had to
     * cancel it.
     */
    public Future<SearchResult> search(SearchQuery query) {
        return tags(query).compose(tags -> search(query, tags));
    }

    private Future<SearchResult> search(SearchQuery query, PartTags tags) {
        return approach(query, tags)
                .compose(approach -> page(query, tags, approach))
                .compose(page -> query.counting() == Counting.ESTIMATE
                        ? estimate(query, tags, page)
                        : Future.succeededFuture(page));
    }

    private Future<PartTags> tags(SearchQuery query) {
        return PartTags.lookup(query)
                .map(lookup -> run(lookup).map(PartTags::read))
                .orElseGet(() -> Future.succeededFuture(PartTags.UNKNOWN));
    }

    private Future<SearchResult> page(SearchQuery query, PartTags tags, Approach approach) {
        return run(query.ranked() ? pools.ranking() : pools.reading(), SearchSql.page(query, tags, approach))
                .map(rows -> SearchPages.read(query, rows))
                .compose(page -> approach == Approach.WINDOW && !page.hasMore()
                        ? page(query, tags, Approach.BEHIND_WINDOW)
                        : Future.succeededFuture(page));
    }

    /**
     * The planner counts frequent words and parts only, believes of all others that they stand in half a percent of the rows
     * or more, and would read in the order of the page until it is full: for a word of one document the whole index. So its
     * guess decides which way is tried, and where it was wrong the window ends; only a ranking may read on until it times out.
     */
    private Future<Approach> approach(SearchQuery query, PartTags tags) {
        if (SearchConditions.of(query, tags::counted, new Bindings()).guessed().isEmpty()) {
            return Future.succeededFuture(Approach.PLANNED);
        }
        Future<Long> matches = expected.of(SearchSql.estimate(query, tags));
        Future<Long> rows = size.rows();
        return Future.all(matches, rows).map(both -> approach(query, matches.result(), rows.result()));
    }

    /**
     * In the order of the page it takes {@code rows / matches} steps to each row of the page, and all matches take as many
     * steps as there are; where both cost the same, the matches are the square root of the rows times the page.
     */
    private static Approach approach(SearchQuery query, long matches, long rows) {
        double asManySteps = Math.sqrt((double) SearchSql.wanted(query) * Math.max(rows, 0));
        if (matches <= (query.ranked() ? asManySteps : GENEROSITY * asManySteps)) {
            return Approach.MATCHES_FIRST;
        }
        return query.ranked() ? Approach.PLANNED : Approach.WINDOW;
    }

    /** How often the values of each facet stand in the matches; a statement of its own, with the same time limit. */
    public Future<FacetCounts> facets(SearchQuery query) {
        return tags(query)
                .compose(tags -> run(pools.ranking(), FacetSql.of(query, tags)))
                .map(rows -> FacetSql.read(query, rows));
    }

    /** Which of some words a full-text search finds by themselves. */
    public Future<Set<String>> matchingWords(String text, Set<String> words) {
        Bindings bindings = new Bindings();
        String search = WordsSql.of(text, bindings);
        String candidates = bindings.bind(words.toArray(String[]::new));
        return run(new SearchSql(MATCHING.formatted(search, candidates), bindings.tuple()))
                .map(rows -> rows.stream().map(row -> row.getString(0)).collect(Collectors.toUnmodifiableSet()));
    }

    public Future<Optional<IndexedDocument>> find(String id) {
        return run(new SearchSql(BY_ID, Tuple.of(id)))
                .map(rows -> rows.stream().findFirst().map(Rows::document));
    }

    /** File names that contain a text, or begin with it where it is very short; ignoring case. */
    public Future<List<String>> suggest(String text, int limit) {
        String beginning = LikePattern.startingWith(text);
        boolean within = text.codePointCount(0, text.length()) >= WITHIN_NAMES;
        String pattern = within ? LikePattern.containing(text) : beginning;
        return run(new SearchSql(SUGGEST, Tuple.of(pattern, beginning, limit)))
                .map(rows -> rows.stream().map(row -> row.getString(0)).toList());
    }

    /** Succeeds when the database answers. */
    public Future<Void> ping() {
        return run(new SearchSql(ALIVE, Tuple.tuple())).mapEmpty();
    }

    /** The planner is not asked what the page shows: a first page that is also the last holds all there is. */
    private Future<SearchResult> estimate(SearchQuery query, PartTags tags, SearchResult page) {
        long shown = query.offset() + page.hits().size();
        boolean first =
                query.after().isEmpty() && (query.offset() == 0 || !page.hits().isEmpty());
        if (first && !page.hasMore()) {
            return Future.succeededFuture(page.withTotal(new Total.Exact(shown)));
        }
        long atLeast = page.hasMore() ? shown + 1 : shown;
        return expected.of(SearchSql.estimate(query, tags))
                .map(matches -> page.withTotal(new Total.Estimated(Math.max(atLeast, matches))));
    }

    private Future<RowSet<Row>> run(SearchSql sql) {
        return run(pools.reading(), sql);
    }

    private Future<RowSet<Row>> run(Pool pool, SearchSql sql) {
        return pool.preparedQuery(sql.statement())
                .execute(sql.values())
                .recover(failure -> DatabaseFailures.translate(failure, statementTimeout));
    }
}
