package io.artstore.admin.bus;

import io.artstore.admin.service.RevocationService;
import io.artstore.common.bus.BusFailures;
import io.artstore.common.contract.admin.Revocations;
import io.artstore.common.contract.admin.RevocationsApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceBinder;
import java.util.Objects;

/** Answers {@link RevocationsApi}. */
public final class RevocationsEndpoint implements RevocationsApi {
    private final RevocationService service;

    public RevocationsEndpoint(RevocationService service) {
        this.service = Objects.requireNonNull(service, "service");
    }

    /** Answers from now on, until the consumer is unregistered. */
    public MessageConsumer<JsonObject> bind(Vertx vertx) {
        return new ServiceBinder(vertx).setAddress(ADDRESS).register(RevocationsApi.class, this);
    }

    @Override
    public Future<Revocations> revocations(long after) {
        return service.revocations(after).recover(failure -> Future.failedFuture(BusFailures.toReply(failure)));
    }
}
