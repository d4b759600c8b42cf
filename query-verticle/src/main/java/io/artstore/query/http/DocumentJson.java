package io.artstore.query.http;

import io.artstore.query.domain.FacetCounts;
import io.artstore.query.domain.Highlight;
import io.artstore.query.domain.IndexedDocument;
import io.artstore.query.domain.SearchQuery;
import io.artstore.query.domain.SearchResult;
import io.artstore.query.domain.SearchResult.Hit;
import io.artstore.query.domain.SearchResult.Total;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.OptionalDouble;

/** Documents and search results in the checkpoint's shapes, members in its order. */
final class DocumentJson {
    private DocumentJson() {}

    /** {@code SearchResponse}, with a cursor where a further page would bring something. */
    static JsonObject page(SearchQuery query, SearchResult result) {
        JsonArray results = new JsonArray();
        result.hits().forEach(hit -> results.add(metadata(hit)));
        JsonObject page = total(new JsonObject().put("results", results), result.total())
                .put("limit", query.limit())
                .put("offset", query.offset())
                .put("has_more", result.hasMore());
        result.next().ifPresent(position -> page.put("next_cursor", SearchCursor.write(query, position)));
        result.facets().ifPresent(counted -> page.put("facets", facets(counted)));
        return page;
    }

    private static JsonObject facets(FacetCounts counted) {
        JsonObject values = new JsonObject();
        counted.counts().forEach((facet, counts) -> {
            JsonArray list = new JsonArray();
            counts.forEach(count ->
                    list.add(new JsonObject().put("value", count.value()).put("count", count.documents())));
            values.put(facet.label(), list);
        });
        return new JsonObject()
                .put("documents", counted.documents())
                .put("exact", counted.exact())
                .put("values", values);
    }

    private static JsonObject highlight(Highlight found) {
        JsonObject highlight = new JsonObject();
        found.filename().ifPresent(html -> highlight.put("filename", html));
        found.description().ifPresent(html -> highlight.put("description", html));
        return highlight;
    }

    private static JsonObject total(JsonObject page, Total total) {
        if (total instanceof Total.Exact exact) {
            return page.put("total_count", exact.matches());
        }
        return total instanceof Total.Estimated estimated
                ? page.put("total_count", estimated.matches()).put("total_is_estimate", true)
                : page.putNull("total_count");
    }

    /** {@code FileMetadataResponse} of a document that was not searched for. */
    static JsonObject metadata(IndexedDocument document) {
        return metadata(new Hit(document, OptionalDouble.empty()));
    }

    /** {@code DownloadMetadata}. */
    static JsonObject downloadMetadata(IndexedDocument document) {
        return new JsonObject()
                .put("id", document.id())
                .put("filename", document.filename())
                .put("file_size", document.sizeBytes())
                .put("mime_type", document.mimeType())
                .put("sha256_hash", document.sha256())
                .put("created_at", JsonTimes.format(document.createdAt()))
                .put("storage_element_id", document.elementId())
                .put("storage_element_url", document.elementUrl())
                .putNull("download_url")
                .put("supports_range_requests", true);
    }

    private static JsonObject metadata(Hit hit) {
        IndexedDocument document = hit.document();
        JsonObject json = new JsonObject()
                .put("id", document.id())
                .put("filename", document.filename())
                .put("storage_filename", document.storageFilename())
                .put("file_size", document.sizeBytes())
                .put("mime_type", document.mimeType())
                .put("sha256_hash", document.sha256())
                .put("username", document.username())
                .put("tags", new JsonArray(document.tags()))
                .put("description", document.description())
                .put("created_at", JsonTimes.format(document.createdAt()))
                .put("updated_at", JsonTimes.format(document.updatedAt()))
                .put("storage_element_id", document.elementId())
                .put(
                        "relevance_score",
                        hit.relevance().isPresent() ? hit.relevance().getAsDouble() : null);
        hit.highlight().ifPresent(found -> json.put("highlight", highlight(found)));
        return json;
    }
}
