package io.artstore.query.domain;

import io.artstore.query.domain.SearchResult.Hit;
import java.time.Instant;
import java.util.List;

/** The value by which a result has its place in the order of a search, apart from its id. */
public sealed interface SortKey {

    /** What to compare by, in this order. */
    List<Object> values();

    /** Whether a search of that order has keys of this kind. */
    boolean fits(SearchQuery query);

    /** The creation or the last update. */
    record Moment(Instant time) implements SortKey {
        @Override
        public List<Object> values() {
            return List.of(time);
        }

        @Override
        public boolean fits(SearchQuery query) {
            boolean byTime = query.sortBy() != SortField.FILE_SIZE && query.sortBy() != SortField.FILENAME;
            return byTime && !query.ranked();
        }
    }

    record Size(long bytes) implements SortKey {
        @Override
        public List<Object> values() {
            return List.of(bytes);
        }

        @Override
        public boolean fits(SearchQuery query) {
            return query.sortBy() == SortField.FILE_SIZE;
        }
    }

    record Name(String filename) implements SortKey {
        @Override
        public List<Object> values() {
            return List.of(filename);
        }

        @Override
        public boolean fits(SearchQuery query) {
            return query.sortBy() == SortField.FILENAME;
        }
    }

    /** Where documents match equally well, the creation time comes before the id. */
    record Score(double relevance, Instant createdAt) implements SortKey {
        @Override
        public List<Object> values() {
            return List.of(relevance, createdAt);
        }

        @Override
        public boolean fits(SearchQuery query) {
            return query.ranked();
        }
    }

    /** The key of a result under a search's order. */
    static SortKey of(SearchQuery query, Hit hit) {
        IndexedDocument document = hit.document();
        if (query.ranked()) {
            return new Score(hit.relevance().orElseThrow(), document.createdAt());
        }
        return switch (query.sortBy()) {
            case CREATED_AT, RELEVANCE -> new Moment(document.createdAt());
            case UPDATED_AT -> new Moment(document.updatedAt());
            case FILE_SIZE -> new Size(document.sizeBytes());
            case FILENAME -> new Name(document.filename());
        };
    }
}
