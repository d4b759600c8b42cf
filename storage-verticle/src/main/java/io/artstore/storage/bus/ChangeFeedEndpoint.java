package io.artstore.storage.bus;

import io.artstore.common.bus.BusFailures;
import io.artstore.common.contract.storage.ChangeFeedApi;
import io.artstore.common.contract.storage.ChangePage;
import io.artstore.storage.service.ChangeFeedService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceBinder;

/** Answers readers of the change feed. */
public final class ChangeFeedEndpoint implements ChangeFeedApi {
    private final ChangeFeedService feed;

    public ChangeFeedEndpoint(ChangeFeedService feed) {
        this.feed = feed;
    }

    /** Begins to answer at the element's address; returns what to unregister at the end. */
    public MessageConsumer<JsonObject> bind(Vertx vertx, String elementId) {
        return new ServiceBinder(vertx)
                .setAddress(ChangeFeedApi.address(elementId))
                .register(ChangeFeedApi.class, this);
    }

    @Override
    public Future<ChangePage> changes(String cursor, int limit) {
        return Future.succeededFuture()
                .compose(asked -> feed.page(cursor, limit))
                .recover(failure -> Future.failedFuture(BusFailures.toReply(failure)));
    }
}
