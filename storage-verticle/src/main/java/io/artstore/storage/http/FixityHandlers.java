package io.artstore.storage.http;

import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.artstore.common.http.fields.Fields;
import io.artstore.storage.domain.Fixity;
import io.artstore.storage.domain.JobKind;
import io.artstore.storage.service.fixity.FixityService;
import io.artstore.storage.service.fixity.Scrub;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What is known of the bytes of documents, and finding it out anew. */
final class FixityHandlers {
    private static final int MAX_PAGE = 1_000;
    private static final int DEFAULT_PAGE = 100;
    private static final UUID FIRST = new UUID(0, 0);

    private final FixityService fixity;
    private final JobHandlers jobs;

    FixityHandlers(FixityService fixity, JobHandlers jobs) {
        this.fixity = fixity;
        this.jobs = jobs;
    }

    private record DamagedRequest(Optional<UUID> cursor, int limit) {
        static DamagedRequest of(Fields query) {
            return new DamagedRequest(
                    query.uuid("cursor").optional(),
                    query.integer("limit").between(1, MAX_PAGE).orElse(DEFAULT_PAGE));
        }
    }

    void document(RoutingContext ctx) {
        show(ctx, fixity.of(FileHandlers.fileId(ctx)));
    }

    void verify(RoutingContext ctx) {
        show(ctx, fixity.verify(FileHandlers.fileId(ctx)));
    }

    void overview(RoutingContext ctx) {
        fixity.overview()
                .onFailure(ctx::fail)
                .onSuccess(overview -> Responses.json(ctx, 200, FixityJson.overview(overview)));
    }

    void damaged(RoutingContext ctx) {
        DamagedRequest request = Requests.query(ctx, DamagedRequest::of);
        fixity.damaged(request.cursor().orElse(FIRST), request.limit() + 1)
                .onFailure(ctx::fail)
                .onSuccess(found -> Responses.json(ctx, 200, page(found, request.limit())));
    }

    void scrub(RoutingContext ctx) {
        boolean damagedOnly =
                Requests.query(ctx, query -> query.bool(Scrub.DAMAGED_ONLY).orElse(false));
        jobs.begin(ctx, JobKind.SCRUB, damagedOnly ? Map.of(Scrub.DAMAGED_ONLY, true) : Map.of());
    }

    private static io.vertx.core.json.JsonObject page(List<Fixity> found, int limit) {
        List<Fixity> shown = found.subList(0, Math.min(limit, found.size()));
        return FixityJson.damaged(
                shown, found.size() > limit ? shown.get(shown.size() - 1).fileId() : null);
    }

    private static void show(RoutingContext ctx, Future<Fixity> found) {
        found.onFailure(ctx::fail).onSuccess(known -> Responses.json(ctx, 200, FixityJson.document(known)));
    }
}
