package io.artstore.query.repository;

import io.artstore.query.domain.SearchPosition;
import io.artstore.query.domain.SearchPosition.Candidates;
import io.artstore.query.domain.SearchQuery;
import io.artstore.query.domain.SearchResult;
import io.artstore.query.domain.SearchResult.Hit;
import io.artstore.query.domain.SearchResult.Total;
import io.artstore.query.domain.SortKey;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads what the statement of {@link SearchSql#page} answers. */
final class SearchPages {
    private SearchPages() {}

    static SearchResult read(SearchQuery query, RowSet<Row> rows) {
        Row first = rows.iterator().next();
        List<Hit> found = rows.stream()
                .filter(row -> row.getString("id") != null)
                .map(row -> new Hit(Rows.document(row), relevance(row)))
                .toList();
        boolean more = found.size() > query.limit();
        List<Hit> hits = more ? found.subList(0, query.limit()) : found;
        return new SearchResult(hits, total(first), more ? Optional.of(end(query, hits, first)) : Optional.empty());
    }

    private static SearchPosition end(SearchQuery query, List<Hit> hits, Row first) {
        Hit last = hits.get(hits.size() - 1);
        return new SearchPosition(SortKey.of(query, last), last.document().id(), candidates(query, first));
    }

    /** Those of the first page stay those of all. */
    private static Optional<Candidates> candidates(SearchQuery query, Row first) {
        if (!query.ranked()) {
            return Optional.empty();
        }
        return query.after()
                .flatMap(SearchPosition::candidates)
                .or(() -> Optional.of(new Candidates(
                        Rows.instant(first, "newest_at"),
                        first.getString("newest_id"),
                        Rows.instant(first, "oldest_at"),
                        first.getString("oldest_id"))));
    }

    private static Total total(Row row) {
        Long total = row.getLong("total");
        return total == null ? new Total.Unknown() : new Total.Exact(total);
    }

    private static OptionalDouble relevance(Row row) {
        Double score = row.getDouble("relevance");
        return score == null ? OptionalDouble.empty() : OptionalDouble.of(score);
    }
}
