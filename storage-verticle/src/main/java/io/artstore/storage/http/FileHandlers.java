package io.artstore.storage.http;

import io.artstore.common.http.Authentication;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.artstore.common.http.fields.Fields;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.EntityTags;
import io.artstore.storage.domain.ListPosition;
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
    private final CatalogueService catalogue;
    private final EditService edits;
    private final DeletionService deletions;

    FileHandlers(CatalogueService catalogue, EditService edits, DeletionService deletions) {
        this.catalogue = catalogue;
        this.edits = edits;
        this.deletions = deletions;
    }

    /**
     * Which page is wanted.
     *
     * @param position where it begins, for a caller who goes by cursors; the others skip
     */
    private record PageRequest(long skip, int limit, Optional<ListPosition> position) {
        static PageRequest of(Fields query) {
            long skip = query.longInteger("skip").atLeast(0).orElse(0L);
            long limit = query.longInteger("limit").atLeast(0).orElse((long) CatalogueService.MAX_PAGE);
            Optional<ListPosition> position = query.string("cursor")
                    .as(ListCursor::read, ListPosition.BEGINNING)
                    .optional();
            if (position.isPresent() && query.has("skip")) {
                query.reject("skip", "is of no use beside a cursor; leave one of them out");
            }
            if (position.isPresent() && limit == 0) {
                query.reject("limit", "must be 1 or more beside a cursor");
            }
            return new PageRequest(skip, (int) Math.min(limit, CatalogueService.MAX_PAGE), position);
        }
    }

    void list(RoutingContext ctx) {
        PageRequest request = Requests.query(ctx, PageRequest::of);
        request.position()
                .map(position -> catalogue.after(position, request.limit()).map(DocumentJson::listing))
                .orElseGet(() -> catalogue.page(request.skip(), request.limit()).map(DocumentJson::page))
                .onFailure(ctx::fail)
                .onSuccess(page -> Responses.json(ctx, 200, page));
    }

    void metadata(RoutingContext ctx) {
        catalogue.document(fileId(ctx)).onFailure(ctx::fail).onSuccess(document -> {
            String known = ctx.request().getHeader(HttpHeaders.IF_NONE_MATCH);
            String tag = EntityTags.ofMetadata(document);
            if (known != null && EntityTags.noneMatchNames(known, tag)) {
                ctx.response().putHeader(HttpHeaders.ETAG, tag);
                Responses.empty(ctx, 304);
            } else {
                showMetadata(ctx, document);
            }
        });
    }

    /** The tag is that of the metadata, so that an edit can be made to depend on what was read here. */
    void attributes(RoutingContext ctx) {
        catalogue.attributes(fileId(ctx)).onFailure(ctx::fail).onSuccess(found -> {
            ctx.response().putHeader(HttpHeaders.ETAG, EntityTags.ofMetadata(found.row()));
            Responses.json(ctx, 200, DocumentJson.attributes(found.file()));
        });
    }

    void edit(RoutingContext ctx) {
        UUID fileId = fileId(ctx);
        Edit edit = EditRequests.of(ctx);
        edits.edit(Authentication.caller(ctx), fileId, edit, ifMatch(ctx))
                .onFailure(ctx::fail)
                .onSuccess(document -> showMetadata(ctx, document));
    }

    void delete(RoutingContext ctx) {
        deletions
                .delete(Authentication.caller(ctx), fileId(ctx), ifMatch(ctx))
                .onFailure(ctx::fail)
                .onSuccess(deleted -> Responses.empty(ctx, 204));
    }

    private static Optional<String> ifMatch(RoutingContext ctx) {
        return Optional.ofNullable(ctx.request().getHeader(HttpHeaders.IF_MATCH));
    }

    static UUID fileId(RoutingContext ctx) {
        return Requests.path(ctx, path -> path.uuid("file_id").required());
    }

    static void showMetadata(RoutingContext ctx, AttributeDocument document) {
        ctx.response().putHeader(HttpHeaders.ETAG, EntityTags.ofMetadata(document));
        Responses.json(ctx, 200, DocumentJson.metadata(document));
    }
}
