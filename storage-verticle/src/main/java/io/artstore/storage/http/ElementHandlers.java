package io.artstore.storage.http;

import io.artstore.common.http.Responses;
import io.artstore.storage.service.ElementInfoService;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;

/** What the element says of itself, to anyone. */
final class ElementHandlers {
    private final ElementInfoService element;
    private final String title;
    private final String version;
    private final Clock clock;

    ElementHandlers(ElementInfoService element, String title, String version, Clock clock) {
        this.element = element;
        this.title = title;
        this.version = version;
        this.clock = clock;
    }

    void root(RoutingContext ctx) {
        Responses.json(ctx, 200, DocumentJson.root(element.info(), title, version));
    }

    void info(RoutingContext ctx) {
        Responses.json(ctx, 200, DocumentJson.info(element.info(), version));
    }

    void capacity(RoutingContext ctx) {
        Responses.json(ctx, 200, DocumentJson.capacity(element.info(), clock.instant()));
    }
}
