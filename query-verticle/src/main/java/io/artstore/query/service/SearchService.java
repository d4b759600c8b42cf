package io.artstore.query.service;

import io.artstore.common.database.WriteBehindQueue;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.artstore.query.domain.ColumnLimits;
import io.artstore.query.domain.Highlighter;
import io.artstore.query.domain.IndexedDocument;
import io.artstore.query.domain.SearchQuery;
import io.artstore.query.domain.SearchRecord;
import io.artstore.query.domain.SearchResult;
import io.artstore.query.repository.SearchRepository;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Finds documents in the index. */
public final class SearchService {
    private final SearchRepository repository;
    private final WriteBehindQueue<SearchRecord> history;

    public SearchService(SearchRepository repository, WriteBehindQueue<SearchRecord> history) {
        this.repository = Objects.requireNonNull(repository, "repository");
        this.history = Objects.requireNonNull(history, "history");
    }

    /**
     * One page of what matches.
     *
     * <p>Fails with {@code MALFORMED_REQUEST} when nothing is asked for, {@code TIMEOUT} when it takes too long.
     */
    public Future<SearchResult> search(SearchQuery query, Caller caller) {
        if (!query.hasCriteria()) {
            return Future.failedFuture(
                    new ServiceException(ErrorCode.MALFORMED_REQUEST, "At least one search criteria required"));
        }
        long begin = System.nanoTime();
        return page(query).onSuccess(result -> {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            history.add(new SearchRecord(query, result.hits().size(), elapsed, caller.username()));
        });
    }

    private Future<SearchResult> page(SearchQuery query) {
        return repository
                .search(query)
                .compose(page -> query.extras().highlight() ? highlighted(query, page) : Future.succeededFuture(page))
                .compose(page -> query.extras().facets().isEmpty()
                        ? Future.succeededFuture(page)
                        : repository.facets(query).map(page::withFacets));
    }

    private Future<SearchResult> highlighted(SearchQuery query, SearchResult page) {
        return highlighter(query, page).map(page::highlighted);
    }

    /** Without a text nothing is marked. */
    private Future<Highlighter> highlighter(SearchQuery query, SearchResult page) {
        if (query.text().isEmpty()) {
            return Future.succeededFuture(Highlighter.ofWords(Set.of()));
        }
        String text = query.text().get();
        return switch (query.mode()) {
            case EXACT -> Future.succeededFuture(Highlighter.ofWhole(text));
            case PARTIAL -> Future.succeededFuture(Highlighter.ofPart(text));
            case FULLTEXT -> repository.matchingWords(text, wordsOf(page)).map(Highlighter::ofWords);
        };
    }

    private static Set<String> wordsOf(SearchResult page) {
        Set<String> words = new HashSet<>();
        page.hits().forEach(hit -> words.addAll(Highlighter.words(hit.document())));
        return words;
    }

    /** Names of documents for someone who is still typing; fails with {@code TIMEOUT} when it takes too long. */
    public Future<List<String>> suggest(String text, int limit) {
        return repository.suggest(text, limit);
    }

    /** The document of that id, which may be any text; empty when the index has none. */
    public Future<Optional<IndexedDocument>> find(String id) {
        boolean possible = !id.isEmpty() && id.indexOf('\0') < 0 && ColumnLimits.fits(id, ColumnLimits.ID);
        return possible ? repository.find(id) : Future.succeededFuture(Optional.empty());
    }
}
