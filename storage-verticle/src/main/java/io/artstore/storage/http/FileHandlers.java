package io.artstore.storage.http;

import io.artstore.common.http.Authentication;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.artstore.common.http.fields.Fields;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.EntityTags;
import io.artstore.storage.service.CatalogueService;
import io.artstore.storage.service.DeletionService;
import io.artstore.storage.service.Edit;
import io.artstore.storage.service.EditService;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;

/** Metadata of documents: list, read, edit; and their deletion. */
final class FileHandlers {
    private static final int MAX_VERSION = 50;

    private final CatalogueService catalogue;
    private final EditService edits;
    private final DeletionService deletions;

    FileHandlers(CatalogueService catalogue, EditService edits, DeletionService deletions) {
        this.catalogue = catalogue;
        this.edits = edits;
        this.deletions = deletions;
    }

    private record PageRequest(long skip, long limit) {
        static PageRequest of(Fields query) {
            return new PageRequest(
                    query.longInteger("skip").atLeast(0).orElse(0L),
                    query.longInteger("limit").atLeast(0).orElse((long) CatalogueService.MAX_PAGE));
        }
    }

    void list(RoutingContext ctx) {
        PageRequest request = Requests.query(ctx, PageRequest::of);
        catalogue
                .page(request.skip(), (int) Math.min(request.limit(), CatalogueService.MAX_PAGE))
                .onFailure(ctx::fail)
                .onSuccess(page -> Responses.json(ctx, 200, DocumentJson.page(page)));
    }

    void metadata(RoutingContext ctx) {
        catalogue.document(fileId(ctx)).onFailure(ctx::fail).onSuccess(document -> showMetadata(ctx, document));
    }

    void edit(RoutingContext ctx) {
        UUID fileId = fileId(ctx);
        Edit edit = Requests.json(ctx, FileHandlers::edit);
        Optional<String> ifMatch = Optional.ofNullable(ctx.request().getHeader(HttpHeaders.IF_MATCH));
        edits.edit(Authentication.caller(ctx), fileId, edit, ifMatch)
                .onFailure(ctx::fail)
                .onSuccess(document -> showMetadata(ctx, document));
    }

    void delete(RoutingContext ctx) {
        deletions
                .delete(Authentication.caller(ctx), fileId(ctx))
                .onFailure(ctx::fail)
                .onSuccess(deleted -> Responses.empty(ctx, 204));
    }

    static UUID fileId(RoutingContext ctx) {
        return Requests.path(ctx, path -> path.uuid("file_id").required());
    }

    private static Edit edit(Fields body) {
        return new Edit(
                body.string("description").optional().orElse(null),
                body.string("version").maxLength(MAX_VERSION).optional().orElse(null),
                body.object("metadata").optional().orElse(null));
    }

    private static void showMetadata(RoutingContext ctx, AttributeDocument document) {
        ctx.response().putHeader(HttpHeaders.ETAG, EntityTags.ofMetadata(document));
        Responses.json(ctx, 200, DocumentJson.metadata(document));
    }
}
