package io.artstore.query.repository;

import io.artstore.query.domain.SearchFilters;
import io.artstore.query.domain.SearchMode;
import io.artstore.query.domain.SearchQuery;
import java.util.ArrayList;
import java.util.List;

/** What must hold for a document to match a search: a condition on a row {@code f}, all values as parameters. */
final class SearchConditions {
    private final Bindings bindings;
    private final List<String> conditions = new ArrayList<>();

    private SearchConditions(Bindings bindings) {
        this.bindings = bindings;
    }

    static String of(SearchQuery query, Bindings bindings) {
        SearchConditions all = new SearchConditions(bindings);
        query.text().ifPresent(text -> all.addText(query.mode(), text));
        all.addNameFilters(query.filters());
        all.addFactFilters(query.filters());
        return all.conditions.isEmpty() ? "true" : String.join(" AND ", all.conditions);
    }

    /** Whether it asks for words or tags, of which the planner knows the most frequent only. */
    static boolean haveUncountedValues(SearchQuery query) {
        return (query.mode() == SearchMode.FULLTEXT && query.text().isPresent())
                || !query.filters().tags().isEmpty();
    }

    private void addText(SearchMode mode, String text) {
        switch (mode) {
            case FULLTEXT -> conditions.add("f.search_vector @@ " + WordsSql.of(text, bindings));
            case EXACT -> {
                String whole = bindings.bind(text);
                conditions.add("(f.filename = " + whole + " OR f.description = " + whole + ")");
            }
            case PARTIAL -> addPart(bindings.bind(LikePattern.containing(text)));
        }
    }

    /**
     * The tags as one text have an index; that the part is within one of them is looked at afterwards. Where no index is
     * used, the built-in function says "no" of most rows at a fraction of what the indexed one costs.
     */
    private void addPart(String part) {
        conditions.add("(f.filename ILIKE " + part + " OR f.description ILIKE " + part
                + " OR (array_to_string(f.tags, E'\\n') ILIKE " + part
                + " AND artstore.file_metadata_tags_text(f.tags) ILIKE " + part
                + " AND EXISTS (SELECT FROM unnest(f.tags) AS tag WHERE tag ILIKE " + part + ")))");
    }

    private void addNameFilters(SearchFilters filters) {
        filters.filename().ifPresent(name -> add("f.filename ILIKE ", LikePattern.containing(name)));
        filters.fileExtension().ifPresent(extension -> {
            String dotted = extension.startsWith(".") ? extension : "." + extension;
            add("f.filename ILIKE ", LikePattern.endingWith(dotted));
        });
        filters.username().filter(name -> !name.isEmpty()).ifPresent(name -> add("f.username = ", name));
    }

    private void addFactFilters(SearchFilters filters) {
        if (!filters.tags().isEmpty()) {
            conditions.add("f.tags && " + bindings.bind(filters.tags().toArray(String[]::new)) + "::varchar[]");
        }
        filters.minSize().ifPresent(size -> add("f.file_size >= ", size));
        filters.maxSize().ifPresent(size -> add("f.file_size <= ", size));
        filters.createdAfter().ifPresent(time -> add("f.created_at >= ", Rows.at(time)));
        filters.createdBefore().ifPresent(time -> add("f.created_at <= ", Rows.at(time)));
        filters.mimeType().ifPresent(type -> add("f.mime_type = ", type));
        filters.elementId().ifPresent(element -> add("f.storage_element_id = ", element));
        filters.sha256().ifPresent(digest -> add("f.sha256_hash = ", digest));
        filters.metadata()
                .ifPresent(
                        json -> conditions.add("EXISTS (SELECT FROM artstore.document_metadata m WHERE m.file_id = f.id"
                                + " AND m.element_id = f.storage_element_id AND m.metadata @> " + bindings.bind(json)
                                + "::text::jsonb)"));
    }

    private void add(String comparison, Object value) {
        conditions.add(comparison + bindings.bind(value));
    }
}
