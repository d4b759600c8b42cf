package io.artstore.query.repository;

import io.artstore.query.domain.SearchFilters;
import io.artstore.query.domain.SearchMode;
import io.artstore.query.domain.SearchQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What must hold for a document to match a search: conditions on a row {@code f}, all values as parameters.
 *
 * @param counted on columns whose values the planner has counted, so that it knows how many rows meet them
 * @param guessed on words, parts of words, tags and metadata, of which it knows the most frequent only
 */
record SearchConditions(List<String> counted, List<String> guessed) {
    static SearchConditions of(SearchQuery query, PartTags.Form tags, Bindings bindings) {
        Builder builder = new Builder(bindings);
        query.text().ifPresent(text -> builder.addText(query.mode(), text, tags));
        builder.addNames(query.filters());
        builder.addFacts(query.filters());
        return new SearchConditions(List.copyOf(builder.counted), List.copyOf(builder.guessed));
    }

    /** All of them. */
    String all() {
        return joined(Stream.concat(counted.stream(), guessed.stream()).toList());
    }

    String ofCounted() {
        return joined(counted);
    }

    String ofGuessed() {
        return joined(guessed);
    }

    /** The row has one of these tags. */
    static String anyOf(List<String> tags, Bindings bindings) {
        return "f.tags && " + bindings.bind(tags.toArray(String[]::new)) + "::varchar[]";
    }

    private static String joined(List<String> conditions) {
        return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
    }

    /** Collects them in one order, so that the same search is always the same statement. */
    private static final class Builder {
        private final Bindings bindings;
        private final List<String> counted = new ArrayList<>();
        private final List<String> guessed = new ArrayList<>();

        Builder(Bindings bindings) {
            this.bindings = bindings;
        }

        void addText(SearchMode mode, String text, PartTags.Form tags) {
            switch (mode) {
                case FULLTEXT -> guessed.add("f.search_vector @@ " + WordsSql.of(text, bindings));
                case EXACT -> {
                    String whole = bindings.bind(text);
                    guessed.add("(f.filename = " + whole + " OR f.description = " + whole + ")");
                }
                case PARTIAL -> addPart(bindings.bind(LikePattern.containing(text)), tags);
            }
        }

        private void addPart(String part, PartTags.Form tags) {
            String inTags =
                    tags.of(part, bindings).map(condition -> " OR " + condition).orElse("");
            guessed.add("(f.filename ILIKE " + part + " OR f.description ILIKE " + part + inTags + ")");
        }

        void addNames(SearchFilters filters) {
            filters.filename().ifPresent(name -> add(guessed, "f.filename ILIKE ", LikePattern.containing(name)));
            filters.fileExtension().ifPresent(extension -> {
                String dotted = extension.startsWith(".") ? extension : "." + extension;
                add(guessed, "f.filename ILIKE ", LikePattern.endingWith(dotted));
            });
            filters.username().filter(name -> !name.isEmpty()).ifPresent(name -> add(counted, "f.username = ", name));
        }

        void addFacts(SearchFilters filters) {
            if (!filters.tags().isEmpty()) {
                guessed.add(anyOf(filters.tags(), bindings));
            }
            filters.minSize().ifPresent(size -> add(counted, "f.file_size >= ", size));
            filters.maxSize().ifPresent(size -> add(counted, "f.file_size <= ", size));
            filters.createdAfter().ifPresent(time -> add(counted, "f.created_at >= ", Rows.at(time)));
            filters.createdBefore().ifPresent(time -> add(counted, "f.created_at <= ", Rows.at(time)));
            filters.mimeType().ifPresent(type -> add(counted, "f.mime_type = ", type));
            filters.elementId().ifPresent(element -> add(counted, "f.storage_element_id = ", element));
            filters.sha256().ifPresent(digest -> add(counted, "f.sha256_hash = ", digest));
            filters.metadata()
                    .ifPresent(json ->
                            guessed.add("EXISTS (SELECT FROM artstore.document_metadata m WHERE m.file_id = f.id"
                                    + " AND m.element_id = f.storage_element_id AND m.metadata @> "
                                    + bindings.bind(json) + "::text::jsonb)"));
        }

        private void add(List<String> conditions, String comparison, Object value) {
            conditions.add(comparison + bindings.bind(value));
        }
    }
}
