package io.artstore.storage.http;

import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.ModeChange;
import io.artstore.storage.domain.Timestamps;
import io.artstore.storage.service.CatalogueService.Listing;
import io.artstore.storage.service.CatalogueService.Page;
import io.artstore.storage.service.ElementInfoService.Info;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** The checkpoint's response bodies (sections 1.2 to 1.8): these keys, in this order. */
final class DocumentJson {
    private static final String STORAGE_TYPE = "local";

    private DocumentJson() {}

    static JsonObject uploaded(AttributeDocument document) {
        return new JsonObject()
                .put("file_id", document.fileId().toString())
                .put("original_filename", document.originalFilename())
                .put("file_size", document.sizeBytes())
                .put("checksum", document.sha256())
                .put("message", "File uploaded successfully");
    }

    static JsonObject metadata(AttributeDocument document) {
        return new JsonObject()
                .put("file_id", document.fileId().toString())
                .put("original_filename", document.originalFilename())
                .put("storage_filename", document.storageFilename())
                .put("file_size", document.sizeBytes())
                .put("content_type", document.contentType())
                .put("created_at", Timestamps.format(document.createdAt()))
                .put("created_by_username", document.createdByUsername())
                .put("created_by_fullname", document.createdByFullname())
                .put("description", document.description())
                .put("version", document.version())
                .put("storage_path", document.storagePath())
                .put("checksum", document.sha256());
    }

    /** The attribute file's fifteen keys in its order (checkpoint section 2.2), then what else stands in it. */
    static JsonObject attributes(AttributeDocument document) {
        JsonObject attributes = new JsonObject()
                .put("file_id", document.fileId().toString())
                .put("original_filename", document.originalFilename())
                .put("storage_filename", document.storageFilename())
                .put("file_size", document.sizeBytes())
                .put("content_type", document.contentType())
                .put("created_at", Timestamps.format(document.createdAt()))
                .put("updated_at", Timestamps.format(document.updatedAt()))
                .put("created_by_id", document.createdById())
                .put("created_by_username", document.createdByUsername())
                .put("created_by_fullname", document.createdByFullname())
                .put("description", document.description())
                .put("version", document.version())
                .put("storage_path", document.storagePath())
                .put("checksum", document.sha256())
                .put("metadata", document.metadata());
        document.extra().forEach(attributes::put);
        return attributes;
    }

    static JsonObject page(Page page) {
        return page(page.total(), page.documents());
    }

    /** With the cursor of the next page, null behind the last; the checkpoint's members come first. */
    static JsonObject listing(Listing listing) {
        return page(listing.total(), listing.documents())
                .put("next_cursor", listing.next().map(ListCursor::write).orElse(null));
    }

    private static JsonObject page(long total, List<AttributeDocument> documents) {
        JsonArray files = new JsonArray();
        documents.forEach(document -> files.add(metadata(document)));
        return new JsonObject().put("total", total).put("files", files);
    }

    static JsonObject root(Info info, String title, String version) {
        return new JsonObject()
                .put("service", title)
                .put("version", version)
                .put("mode", info.mode().label())
                .put("storage_type", STORAGE_TYPE)
                .put("status", "operational");
    }

    static JsonObject info(Info info, String version) {
        return new JsonObject()
                .put("name", info.elementId())
                .put("display_name", info.elementId())
                .put("version", version)
                .put("mode", info.mode().label())
                .put("storage_type", STORAGE_TYPE)
                .put("base_path", info.baseName())
                .put("capacity_bytes", info.level().quotaBytes())
                .put("used_bytes", info.level().liveBytes())
                .put("file_count", info.level().liveFiles())
                .put("trash_bytes", info.level().trashBytes())
                .put("trash_count", info.level().trashFiles())
                .put("durability", info.durability().label())
                .put("status", "operational")
                .put("element_id", info.elementId());
    }

    static JsonObject modeChanged(ModeChange change) {
        return new JsonObject()
                .put("message", "Mode changed from " + change.previous() + " to " + change.current())
                .put("previous_mode", change.previous())
                .put("new_mode", change.current())
                .put("changed_at", Timestamps.format(change.at()))
                .put("changed_by", change.username());
    }

    static JsonObject capacity(Info info, Instant now) {
        double percent = 100.0 * info.level().liveBytes() / info.level().quotaBytes();
        return new JsonObject()
                .put("storage_id", info.elementId())
                .put("mode", info.mode().label())
                .put(
                        "capacity",
                        new JsonObject()
                                .put("total", info.level().quotaBytes())
                                .put("used", info.level().liveBytes())
                                .put("available", info.level().availableBytes())
                                .put("percent_used", Math.round(percent * 100) / 100.0)
                                .put("trash", info.level().trashBytes()))
                .put("health", "healthy")
                .put("last_update", Timestamps.format(now))
                .put("backend", STORAGE_TYPE)
                .put("location", info.baseName());
    }
}
