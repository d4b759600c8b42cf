package io.artstore.admin.http;

import io.artstore.admin.domain.ElementAddress;
import io.artstore.admin.domain.ElementModeChange;
import io.artstore.admin.http.StorageElementRequests.ModeRequest;
import io.artstore.admin.http.StorageElementRequests.Part;
import io.artstore.admin.service.ElementCheckService.Checked;
import io.artstore.admin.service.ElementOperationsService;
import io.artstore.admin.service.ElementOperationsService.ChangedMode;
import io.artstore.admin.service.StorageElementService;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What is done at the elements themselves: discovery, synchronisation, mode, a look at their documents. */
public final class ElementOperationHandlers {
    private final StorageElementService registry;
    private final ElementOperationsService operations;
    private final StorageElementJson json;

    /** @param staleAfter from which age on an answer counts for nothing */
    public ElementOperationHandlers(
            StorageElementService registry, ElementOperationsService operations, Duration staleAfter) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.operations = Objects.requireNonNull(operations, "operations");
        this.json = new StorageElementJson(staleAfter);
    }

    void discover(RoutingContext ctx) {
        ElementAddress address = Requests.json(
                ctx, body -> StorageElementRequests.addressOf(body).required());
        registry.discover(address)
                .onFailure(ctx::fail)
                .onSuccess(report -> Responses.json(
                        ctx, 200, StorageElementJson.report(report).put("api_url", address.url())));
    }

    void sync(RoutingContext ctx) {
        operations
                .sync(StorageElementRequests.id(ctx))
                .onFailure(ctx::fail)
                .onSuccess(element -> Responses.json(ctx, 200, json.element(element)));
    }

    void health(RoutingContext ctx) {
        operations
                .health(StorageElementRequests.id(ctx))
                .onFailure(ctx::fail)
                .onSuccess(element -> Responses.json(ctx, 200, json.statistics(element)));
    }

    void syncAll(RoutingContext ctx) {
        operations.syncAll().onFailure(ctx::fail).onSuccess(checked -> Responses.json(ctx, 200, body(checked)));
    }

    void changeMode(RoutingContext ctx) {
        int id = StorageElementRequests.id(ctx);
        ModeRequest request = Requests.json(ctx, ModeRequest::of);
        operations
                .changeMode(id, request.mode(), request.reason(), bearer(ctx))
                .onFailure(ctx::fail)
                .onSuccess(changed -> Responses.json(ctx, 200, body(changed)));
    }

    void files(RoutingContext ctx) {
        int id = StorageElementRequests.id(ctx);
        Part part = Requests.query(ctx, Part::of);
        operations
                .files(id, part.skip(), part.limit(), bearer(ctx))
                .onFailure(ctx::fail)
                .onSuccess(page -> Responses.json(ctx, 200, new JsonObject(page)));
    }

    /** It has been verified; the element verifies it again. */
    private static String bearer(RoutingContext ctx) {
        return ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
    }

    private JsonObject body(ChangedMode changed) {
        ElementModeChange change = changed.change();
        return new JsonObject()
                .put("message", change.message())
                .put("previous_mode", change.previousMode())
                .put("new_mode", change.newMode())
                .put("changed_at", change.changedAt())
                .put("changed_by", change.changedBy())
                .put("element", json.element(changed.element()));
    }

    private static JsonObject body(List<Checked> checked) {
        JsonArray items = new JsonArray();
        checked.forEach(one -> items.add(body(one)));
        long failed = checked.stream().filter(one -> one.failure().isPresent()).count();
        return new JsonObject()
                .put("total", checked.size())
                .put("synced", checked.size() - failed)
                .put("failed", failed)
                .put("items", items);
    }

    private static JsonObject body(Checked checked) {
        return new JsonObject()
                .put("id", checked.id())
                .put("synced", checked.failure().isEmpty())
                .put(
                        "fault",
                        checked.failure()
                                .map(failure -> failure.fault().label())
                                .orElse(null))
                .put(
                        "fault_detail",
                        checked.failure().map(Throwable::getMessage).orElse(null));
    }
}
