package io.artstore.admin.bus;

import io.artstore.admin.service.audit.AuditAppender;
import io.artstore.common.bus.BusFailures;
import io.artstore.common.contract.admin.AuditApi;
import io.artstore.common.contract.admin.AuditBatch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceBinder;
import java.util.Objects;

/** Answers {@link AuditApi}. */
public final class AuditEndpoint implements AuditApi {
    private final AuditAppender appender;

    public AuditEndpoint(AuditAppender appender) {
        this.appender = Objects.requireNonNull(appender, "appender");
    }

    /** Answers from now on, until the consumer is unregistered. */
    public MessageConsumer<JsonObject> bind(Vertx vertx) {
        return new ServiceBinder(vertx).setAddress(ADDRESS).register(AuditApi.class, this);
    }

    @Override
    public Future<Integer> record(AuditBatch batch) {
        return appender.append(batch.events()).recover(failure -> Future.failedFuture(BusFailures.toReply(failure)));
    }
}
