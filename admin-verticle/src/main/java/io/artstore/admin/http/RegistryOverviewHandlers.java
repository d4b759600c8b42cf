package io.artstore.admin.http;

import io.artstore.admin.http.StorageElementRequests.RoomRequest;
import io.artstore.admin.service.AvailableElementsService;
import io.artstore.admin.service.StorageElementService;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/** Questions to the registry as a whole: where is room, how much is there, whose retention ends. */
public final class RegistryOverviewHandlers {
    private static final int DEFAULT_WARNING_DAYS = 30;
    private static final int MAX_WARNING_DAYS = 36_525;

    private final StorageElementService registry;
    private final AvailableElementsService available;
    private final StorageElementJson json;
    private final Clock clock;

    /** @param staleAfter from which age on an answer counts for nothing */
    public RegistryOverviewHandlers(
            StorageElementService registry, AvailableElementsService available, Duration staleAfter, Clock clock) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.available = Objects.requireNonNull(available, "available");
        this.json = new StorageElementJson(staleAfter);
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    void available(RoutingContext ctx) {
        RoomRequest request = Requests.query(ctx, RoomRequest::of);
        available
                .available(request.mode(), request.minFreeBytes())
                .onFailure(ctx::fail)
                .onSuccess(elements -> {
                    // What is old after seconds must not be told again by a cache.
                    ctx.response().putHeader("Cache-Control", "no-store");
                    Responses.json(ctx, 200, json.candidates(elements));
                });
    }

    void summary(RoutingContext ctx) {
        registry.summary()
                .onFailure(ctx::fail)
                .onSuccess(summary -> Responses.json(ctx, 200, StorageElementJson.summary(summary)));
    }

    void retentionWarnings(RoutingContext ctx) {
        int days = Requests.query(
                ctx, query -> query.integer("days").between(1, MAX_WARNING_DAYS).orElse(DEFAULT_WARNING_DAYS));
        registry.retentionWarnings(Duration.ofDays(days))
                .onFailure(ctx::fail)
                .onSuccess(elements -> Responses.json(
                        ctx, 200, json.retention(elements, clock.instant()).put("days", days)));
    }

    void retentionExpired(RoutingContext ctx) {
        registry.retentionExpired()
                .onFailure(ctx::fail)
                .onSuccess(elements -> Responses.json(ctx, 200, json.retention(elements, clock.instant())));
    }
}
