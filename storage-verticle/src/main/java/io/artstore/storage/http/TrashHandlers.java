package io.artstore.storage.http;

import io.artstore.common.http.Authentication;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.artstore.common.http.fields.Fields;
import io.artstore.storage.domain.DeletedDocument;
import io.artstore.storage.domain.EntryPage;
import io.artstore.storage.domain.EntryPosition;
import io.artstore.storage.domain.Timestamps;
import io.artstore.storage.service.RestoreService;
import io.artstore.storage.service.TrashService;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;

/** {@code /api/v1/trash}: what was deleted, and the way back. */
final class TrashHandlers {
    private static final int MAX_PAGE = 1_000;
    private static final int DEFAULT_PAGE = 100;

    private final TrashService trash;
    private final RestoreService restores;

    TrashHandlers(TrashService trash, RestoreService restores) {
        this.trash = trash;
        this.restores = restores;
    }

    private record ListRequest(Optional<UUID> fileId, Optional<EntryPosition> cursor, int limit) {
        static ListRequest of(Fields query) {
            return new ListRequest(
                    query.uuid("file_id").optional(),
                    EntryCursor.of(query),
                    query.integer("limit").between(1, MAX_PAGE).orElse(DEFAULT_PAGE));
        }
    }

    void list(RoutingContext ctx) {
        ListRequest request = Requests.query(ctx, ListRequest::of);
        trash.page(request.fileId(), request.cursor(), request.limit())
                .onFailure(ctx::fail)
                .onSuccess(page -> Responses.json(ctx, 200, page(page)));
    }

    /** Answers as the metadata's own route does, which serves the document again from now on. */
    void restore(RoutingContext ctx) {
        UUID fileId = FileHandlers.fileId(ctx);
        Optional<UUID> deletion =
                Requests.query(ctx, query -> query.uuid("deletion_id").optional());
        restores.restore(Authentication.caller(ctx), fileId, deletion)
                .onFailure(ctx::fail)
                .onSuccess(document -> {
                    ctx.response().putHeader(HttpHeaders.CONTENT_LOCATION, StorageRoutes.FILES + "/" + fileId);
                    FileHandlers.showMetadata(ctx, document);
                });
    }

    private JsonObject page(EntryPage<DeletedDocument> page) {
        JsonArray documents = new JsonArray();
        page.entries().forEach(document -> documents.add(document(document)));
        return new JsonObject().put("documents", documents).put("next_cursor", EntryCursor.next(page));
    }

    private JsonObject document(DeletedDocument document) {
        return new JsonObject()
                .put("deletion_id", document.deletion().toString())
                .put("file_id", document.fileId().toString())
                .put("original_filename", document.originalFilename())
                .put("file_size", document.sizeBytes())
                .put("deleted_at", Timestamps.format(document.deletedAt()))
                .put("deleted_by", document.deletedBy().orElse(null))
                .put("purge_at", Timestamps.format(trash.purgeAt(document)));
    }
}
