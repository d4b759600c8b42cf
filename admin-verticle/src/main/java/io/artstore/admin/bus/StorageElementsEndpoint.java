package io.artstore.admin.bus;

import io.artstore.admin.domain.StorageElement;
import io.artstore.admin.service.AvailableElementsService;
import io.artstore.common.bus.BusFailures;
import io.artstore.common.config.ElementMode;
import io.artstore.common.contract.admin.AvailableElements;
import io.artstore.common.contract.admin.AvailableElements.AvailableElement;
import io.artstore.common.contract.admin.StorageElementsApi;
import io.artstore.common.error.FieldError;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceBinder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Answers {@link StorageElementsApi}. */
public final class StorageElementsEndpoint implements StorageElementsApi {
    private final AvailableElementsService service;

    public StorageElementsEndpoint(AvailableElementsService service) {
        this.service = Objects.requireNonNull(service, "service");
    }

    /** Answers from now on, until the consumer is unregistered. */
    public MessageConsumer<JsonObject> bind(Vertx vertx) {
        return new ServiceBinder(vertx).setAddress(ADDRESS).register(StorageElementsApi.class, this);
    }

    @Override
    public Future<AvailableElements> available(ElementMode mode, long minFreeBytes) {
        return Future.succeededFuture()
                .compose(v -> {
                    requireArguments(mode, minFreeBytes);
                    return service.available(mode, minFreeBytes);
                })
                .map(elements -> new AvailableElements(
                        elements.stream().map(StorageElementsEndpoint::message).toList()))
                .recover(failure -> Future.failedFuture(BusFailures.toReply(failure)));
    }

    private static void requireArguments(ElementMode mode, long minFreeBytes) {
        if (mode == null) {
            throw ServiceException.validation(List.of(new FieldError("mode", "is required", "missing")));
        }
        if (minFreeBytes < 0) {
            throw ServiceException.validation(List.of(
                    new FieldError("minFreeBytes", "must be at least 0, not " + minFreeBytes, "greater_than_equal")));
        }
    }

    private static AvailableElement message(StorageElement element) {
        return new AvailableElement(
                element.id(),
                element.elementId().orElseThrow(),
                element.name(),
                element.address().url(),
                element.mode().label(),
                element.priority(),
                element.capacityBytes().orElse(null),
                element.usedBytes(),
                element.availableBytes().orElse(null),
                element.health().age().map(Duration::toMillis).orElseThrow());
    }
}
