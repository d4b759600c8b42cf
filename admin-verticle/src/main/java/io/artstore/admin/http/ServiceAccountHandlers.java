package io.artstore.admin.http;

import io.artstore.admin.domain.Page;
import io.artstore.admin.domain.ServiceAccount;
import io.artstore.admin.domain.ServiceAccountChange;
import io.artstore.admin.domain.ServiceAccountFilter;
import io.artstore.admin.service.ServiceAccountService;
import io.artstore.common.http.Authentication;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** {@code /api/v1/service-accounts}: the life of applications, checkpoint section 1.3. */
public final class ServiceAccountHandlers {
    private static final String PATH = "/api/v1/service-accounts/";

    private final ServiceAccountService service;
    private final Clock clock;

    private record ListQuery(ServiceAccountFilter filter, Paging<UUID> paging) {}

    public ServiceAccountHandlers(ServiceAccountService service, Clock clock) {
        this.service = Objects.requireNonNull(service, "service");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    public void create(RoutingContext ctx) {
        service.create(ServiceAccountRequests.creation(ctx), Authentication.caller(ctx))
                .onFailure(ctx::fail)
                .onSuccess(created -> {
                    ServiceAccount account = created.account();
                    ctx.response().putHeader(HttpHeaders.LOCATION, PATH + account.id());
                    EntityTags.json(
                            ctx, 201, account.version(), ServiceAccountBodies.created(created, clock.instant()));
                });
    }

    public void list(RoutingContext ctx) {
        ListQuery asked = Requests.query(
                ctx,
                query -> new ListQuery(ServiceAccountRequests.filter(query), Paging.of(query, AccountCursor.NAMED)));
        service.list(asked.filter(), asked.paging().request())
                .onFailure(ctx::fail)
                .onSuccess(page -> Responses.json(ctx, 200, body(page, asked.paging())));
    }

    public void get(RoutingContext ctx) {
        answer(ctx, service.get(ServiceAccountRequests.id(ctx)));
    }

    public void update(RoutingContext ctx) {
        UUID id = ServiceAccountRequests.id(ctx);
        ServiceAccountChange change = ServiceAccountRequests.change(ctx);
        answer(ctx, service.update(id, change, EntityTags.ifMatch(ctx), Authentication.caller(ctx)));
    }

    public void delete(RoutingContext ctx) {
        service.delete(ServiceAccountRequests.id(ctx), EntityTags.ifMatch(ctx), Authentication.caller(ctx))
                .onFailure(ctx::fail)
                .onSuccess(deleted -> Responses.empty(ctx, 204));
    }

    public void suspend(RoutingContext ctx) {
        answer(ctx, service.suspend(ServiceAccountRequests.id(ctx), Authentication.caller(ctx)));
    }

    public void activate(RoutingContext ctx) {
        answer(ctx, service.activate(ServiceAccountRequests.id(ctx), Authentication.caller(ctx)));
    }

    public void rotateSecret(RoutingContext ctx) {
        UUID id = ServiceAccountRequests.id(ctx);
        service.rotate(id, ServiceAccountRequests.grace(ctx), Authentication.caller(ctx))
                .onFailure(ctx::fail)
                .onSuccess(rotated -> EntityTags.json(
                        ctx, 200, rotated.account().version(), ServiceAccountBodies.rotated(rotated, clock.instant())));
    }

    public void secretHistory(RoutingContext ctx) {
        UUID id = ServiceAccountRequests.id(ctx);
        service.secretHistory(id)
                .onFailure(ctx::fail)
                .onSuccess(periods -> Responses.json(ctx, 200, ServiceAccountBodies.history(id, periods)));
    }

    private JsonObject body(Page<ServiceAccount> page, Paging<UUID> paging) {
        Instant now = clock.instant();
        return paging.body(page, account -> ServiceAccountBodies.of(account, now), ServiceAccount::position);
    }

    private void answer(RoutingContext ctx, Future<ServiceAccount> asked) {
        asked.onFailure(ctx::fail)
                .onSuccess(account -> EntityTags.json(
                        ctx, 200, account.version(), ServiceAccountBodies.of(account, clock.instant())));
    }
}
