package io.artstore.admin.http;

import io.artstore.admin.domain.ElementReport;
import io.artstore.admin.domain.NewStorageElement;
import io.artstore.admin.domain.StorageElementQuery;
import io.artstore.admin.http.StorageElementRequests.Registration;
import io.artstore.admin.http.StorageElementRequests.Update;
import io.artstore.admin.service.StorageElementService;
import io.artstore.common.config.ElementMode;
import io.artstore.common.error.FieldError;
import io.artstore.common.error.ServiceException;
import io.artstore.common.http.Authentication;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code /api/v1/storage-elements}: the registry's rows. */
public final class StorageElementHandlers {
    private final StorageElementService service;
    private final StorageElementJson json;

    /** @param staleAfter from which age on an answer counts for nothing */
    public StorageElementHandlers(StorageElementService service, Duration staleAfter) {
        this.service = Objects.requireNonNull(service, "service");
        this.json = new StorageElementJson(staleAfter);
    }

    void list(RoutingContext ctx) {
        StorageElementQuery query = Requests.query(ctx, StorageElementRequests::query);
        service.page(query)
                .onFailure(ctx::fail)
                .onSuccess(page -> Responses.json(
                        ctx, 200, json.page(page.total(), page.elements(), query.skip(), query.limit())));
    }

    void register(RoutingContext ctx) {
        Registration request = Requests.json(ctx, Registration::of);
        toRegister(request)
                .compose(element -> service.register(element, Authentication.caller(ctx)))
                .onFailure(ctx::fail)
                .onSuccess(element -> {
                    ctx.response().putHeader("Location", "/api/v1/storage-elements/" + element.id());
                    Responses.json(ctx, 201, json.element(element));
                });
    }

    void get(RoutingContext ctx) {
        service.get(StorageElementRequests.id(ctx))
                .onFailure(ctx::fail)
                .onSuccess(element -> Responses.json(ctx, 200, json.element(element)));
    }

    void update(RoutingContext ctx) {
        int id = StorageElementRequests.id(ctx);
        Update request = Requests.json(ctx, Update::of);
        service.get(id)
                .compose(current -> {
                    requireMode(request.mode(), current.mode());
                    return service.update(id, request.edit(), !request.verify(), Authentication.caller(ctx));
                })
                .onFailure(ctx::fail)
                .onSuccess(element -> Responses.json(ctx, 200, json.element(element)));
    }

    void remove(RoutingContext ctx) {
        int id = StorageElementRequests.id(ctx);
        boolean force = Requests.query(ctx, query -> query.bool("force").orElse(false));
        service.remove(id, force, Authentication.caller(ctx))
                .onFailure(ctx::fail)
                .onSuccess(removed -> Responses.empty(ctx, 204));
    }

    void statistics(RoutingContext ctx) {
        service.get(StorageElementRequests.id(ctx))
                .onFailure(ctx::fail)
                .onSuccess(element -> Responses.json(ctx, 200, json.statistics(element)));
    }

    private Future<NewStorageElement> toRegister(Registration request) {
        return request.verify()
                ? service.discover(request.address()).map(report -> agreed(request, report))
                : Future.succeededFuture(request.unseen());
    }

    /** Facts the element owns may be repeated in the request, and must then be true. */
    private static NewStorageElement agreed(Registration request, ElementReport report) {
        requireMode(request.mode(), report.mode());
        request.storageType().filter(type -> type != report.storageType()).ifPresent(type -> {
            throw disagreement("storage_type", report.storageType().label());
        });
        return request.seenAs(report);
    }

    private static void requireMode(Optional<ElementMode> claimed, ElementMode actual) {
        claimed.filter(mode -> mode != actual).ifPresent(mode -> {
            throw disagreement("mode", actual.label());
        });
    }

    private static ServiceException disagreement(String field, String actual) {
        return ServiceException.validation(List.of(new FieldError(
                "body." + field,
                "is '" + actual + "' as the element says; leave it out"
                        + (field.equals("mode") ? ", or change it at /api/v1/storage-elements/{id}/mode" : ""),
                "value_error")));
    }
}
