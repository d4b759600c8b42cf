package io.artstore.admin.http;

import io.artstore.common.http.ApiDescription;
import io.artstore.common.http.Responses;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Objects;

/** {@code GET /}: who answers here, and where to read on. */
public final class IndexHandler implements Handler<RoutingContext> {
    private final ApiDescription description;
    private final Clock clock;

    public IndexHandler(ApiDescription description, Clock clock) {
        this.description = Objects.requireNonNull(description, "description");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public void handle(RoutingContext ctx) {
        Responses.json(
                ctx,
                200,
                new JsonObject()
                        .put("application", description.title())
                        .put("version", description.version())
                        .put("status", "running")
                        .put("timestamp", Timestamps.withoutZone(clock.instant()))
                        .put("docs_url", "/docs")
                        .put("health_check", "/health/live"));
    }
}
